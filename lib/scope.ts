import { z } from "zod";
import type { Client, Customer, Staff, System, Viewer } from "./viewer";

declare const idBrand: unique symbol;
declare const scopeBrand: unique symbol;
declare const partnerBrand: unique symbol;
declare const sessionBrand: unique symbol;

/** A UUID that was validated at the boundary. */
export type Id = string & { readonly [idBrand]: true };

/** Access to one customer's data: every query about a customer puts it into its where clause. */
export type CustomerScope = { readonly customerId: Id; readonly [scopeBrand]: true };

/**
 * Access to what belongs to the person with a session, for statements that find session and data at once
 * (see `liveSession`).
 */
export type SessionScope = {
  readonly tokenHash: Buffer;
  /** Hours without a request after which a session ends. */
  readonly idleHours: { readonly customer: number; readonly staff: number };
  readonly [sessionBrand]: true;
};

/** Returns the scope of a session, which may have ended. */
export const createSessionScope = (session: Omit<SessionScope, typeof sessionBrand>) =>
  session as SessionScope;

/** Whose a session is that belongs to no customer: it has ended, or a member of staff has it. */
export type NoCustomer = "signed-out" | "staff";

const Guid = z.guid();

/** Validates an id from a URL, form or message. @returns it in lower case; null for anything but a UUID */
export function readId(text: string | null | undefined): Id | null {
  const id = Guid.safeParse(text).data;
  return id ? (id.toLowerCase() as Id) : null;
}

const createScope = (customerId: Id) => ({ customerId }) as CustomerScope;

/** Returns the scope of the viewer's own data; null for a viewer who is not a customer. */
export function ownScope(viewer: Customer): CustomerScope;
export function ownScope(viewer: Viewer): CustomerScope | null;
export function ownScope(viewer: Viewer): CustomerScope | null {
  return viewer.kind === "customer" ? createScope(viewer.id as Id) : null;
}

/**
 * Returns the scope of a customer's data for staff, the partner's systems and the portal itself.
 * @returns null for a malformed id, and for customers: they have only their own scope
 */
export function scopeFor(viewer: Viewer, customerId: string): CustomerScope | null {
  const id = readId(customerId);
  return viewer.kind === "customer" || !id ? null : createScope(id);
}

/** Whether the viewer is a customer. */
export const isCustomer = (viewer: Viewer | null): viewer is Customer => viewer?.kind === "customer";

/** Whether the viewer is a member of staff. */
export const isStaff = (viewer: Viewer | null): viewer is Staff => viewer?.kind === "staff";

/** Whether the viewer is a member of staff with the role admin. */
export const isAdmin = (viewer: Viewer | null): viewer is Staff & { role: "admin" } =>
  isStaff(viewer) && viewer.role === "admin";

/** What a key may be allowed to do; `write` includes `read`. */
export const permissions = [
  "catalogue:read",
  "catalogue:write",
  "customers:read",
  "customers:write",
  "customers:export",
  "devices:read",
  "devices:write",
  "links:read",
  "reports:read",
  "reports:write",
] as const;
/** One of these. */
export type Permission = (typeof permissions)[number];

/**
 * Access to one kind of the partner's data as a whole. Verbs for machines, files and administrators take it
 * first, and name its actor in the audit.
 */
export type PartnerScope<Allowed extends Permission = Permission> = {
  readonly actor: Staff | Client | System;
  readonly [partnerBrand]: Allowed;
};

/** Whether a key's scopes include a permission. */
export const allows = (scopes: readonly string[], permission: Permission): boolean =>
  scopes.includes(permission) || scopes.includes(permission.replace(/:read$/, ":write"));

/**
 * Returns the scope of the partner's data for administrators, the portal itself, and keys with the permission;
 * null for everyone else.
 */
export function partnerScope<Wanted extends Permission>(
  viewer: Viewer,
  permission: Wanted,
): PartnerScope<Wanted> | null {
  const isAllowed =
    viewer.kind === "system" ||
    isAdmin(viewer) ||
    (viewer.kind === "client" && allows(viewer.scopes, permission));
  return isAllowed ? ({ actor: viewer } as PartnerScope<Wanted>) : null;
}
