import type { Card, Channel, DashSettings, Region } from "@/lib/dash";
import type { Id } from "@/lib/scope";

/** What the partner configured about leaving for Amazon. */
export type LaunchSettings = {
  dash: DashSettings;
  /** The partner's own mapping, before the contract's. */
  countryRegions: Readonly<Record<string, Region>>;
  /** The one stable address that Exit leads to. */
  exitUri: string;
  /** How long a launch stays open. */
  hours: number;
};

/** What a person pressed, from the address; the card is not checked yet. */
export type LaunchRequest = {
  /** Null for a card of the whole account. */
  deviceId: Id | null;
  card: string;
  channel: Channel;
  /** SHA-256 of this browser's cookie. */
  browserHash: Buffer;
};

/** A trip that came back. */
export type ReturnedLaunch = {
  id: string;
  deviceId: string | null;
  deviceName: string | null;
  card: Card;
  channel: Channel;
  openedAt: Date;
};
