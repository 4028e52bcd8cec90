import type { Card, Channel, DashSettings, Region } from "@/lib/dash";
import type { Vendor } from "@/lib/devices";
import type { Id } from "@/lib/scope";

/** The partner's configuration of launches. */
export type LaunchSettings = {
  dash: DashSettings;
  /** The partner's own mapping, which takes precedence over the contract's. */
  countryRegions: Readonly<Record<string, Region>>;
  /** The fixed address that Exit returns to. */
  exitUri: string;
  /** Hours for which a launch stays open. */
  hours: number;
};

/** The part of it that decides which cards a customer has. */
export type OfferSettings = Pick<LaunchSettings, "countryRegions"> & {
  dash: Pick<DashSettings, "vendorCode">;
};

/** A request to open a card, read from the URL; the card's name is not validated yet. */
export type LaunchRequest = {
  /** Null for the account-wide card. */
  deviceId: Id | null;
  /** Of the account-wide card; it must be given if the customer's devices have several. */
  vendorCode?: string | null;
  card: string;
  channel: Channel;
  /** SHA-256 of this browser's cookie. */
  browserHash: Buffer;
};

/** A launch that has returned. */
export type ReturnedLaunch = {
  id: string;
  deviceId: string | null;
  deviceName: string | null;
  /** Of the account-wide card, if the customer's devices have several vendors. */
  vendor: Vendor | null;
  card: Card;
  channel: Channel;
  openedAt: Date;
};
