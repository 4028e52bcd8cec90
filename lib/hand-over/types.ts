import type { Card, Region } from "@/lib/dash";
import type { Device, Vendor } from "@/lib/devices";
import type { Id } from "@/lib/scope";

/** The requested card of a customer; the customer's id and the card's name are not validated yet. */
export type CardRequest = {
  customerId: string;
  /** Null for the account-wide card. */
  deviceId: Id | null;
  /** Of the account-wide card; it must be given if the customer's devices have several. */
  vendorCode?: string | null;
  card: string;
};

/** A card that a customer has on their own page. */
export type OfferedCard = {
  /** ISO 3166-1 alpha-2 of the customer's Amazon account. */
  country: string;
  /** Null for the account-wide card. */
  device: Device | null;
  /** Amazon's vendor code in the links. */
  vendorCode: string;
  /** Of the account-wide card, if the customer's devices have several vendors. */
  vendor: Vendor | null;
  card: Card;
  /** Path of the portal page that shows the card first; the customer signs in there. */
  portal: string;
};

/** A customer's card with all links to it. */
export type CustomerCard = Omit<OfferedCard, "portal"> & {
  region: Region;
  /** Whether its links carry an exitUri. */
  exits: boolean;
  links: {
    /** Path of the portal page that shows the card first; the customer signs in there. */
    portal: string;
    /** Amazon's page in the customer's region. */
    website: string;
    /** The same page in the Alexa app. */
    app: string;
  };
};
