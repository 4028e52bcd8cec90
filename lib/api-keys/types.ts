import type { Permission } from "@/lib/scope";

export type { Permission } from "@/lib/scope";

/** What uses a key, with the scopes that it needs. */
export const purposes = {
  shop: ["customers:write", "devices:write", "catalogue:read", "links:read"],
  app: ["devices:read", "links:read"],
  "device-cloud": ["devices:read", "reports:write"],
  reporting: ["catalogue:read", "customers:read", "devices:read", "reports:read"],
} as const satisfies Record<string, readonly Permission[]>;
/** The name of one of these. */
export type Purpose = keyof typeof purposes;
/** These names, in the order of the form. */
export const purposeNames = Object.keys(purposes) as [Purpose, ...Purpose[]];

/** Longest life of a key, in days: five years. */
export const maxDays = 1826;
/** Life of a key unless another is chosen, in days. */
export const defaultDays = 365;
/** The choices of the form, in days. */
export const offeredDays = [30, 90, 180, defaultDays, 730] as const;

/** Days before its end at which a key counts as expiring. */
export const soonDays = 14;

/** A key as administrators see it: never its text. */
export type ApiKey = {
  id: string;
  name: string;
  /** The first characters of its text. */
  hint: string;
  scopes: string[];
  createdAt: Date;
  /** Null if the command made it, or the administrator who did is no longer known. */
  createdBy: string | null;
  expiresAt: Date;
  revokedAt: Date | null;
  /** To the minute; null if it was never used. */
  usedAt: Date | null;
  usedFrom: string | null;
  state: "active" | "expiring" | "expired" | "revoked";
};
