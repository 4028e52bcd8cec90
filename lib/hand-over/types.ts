import type { Card, Region } from "@/lib/dash";
import type { Device } from "@/lib/devices";
import type { Id } from "@/lib/scope";

/** Which card of whom; the customer's id and the card's name are not checked yet. */
export type CardRequest = {
  customerId: string;
  /** Null for the card of the whole account. */
  deviceId: Id | null;
  card: string;
};

/** A card that a customer has on their own page. */
export type OfferedCard = {
  /** ISO 3166-1 alpha-2 of the customer's Amazon account. */
  country: string;
  /** Null for the card of the whole account. */
  device: Device | null;
  card: Card;
  /** Path of the portal page that leads with the card; the customer signs in there. */
  portal: string;
};

/** A card of a customer, with every link to it. */
export type CustomerCard = Omit<OfferedCard, "portal"> & {
  region: Region;
  /** Whether its links carry an exitUri. */
  exits: boolean;
  links: {
    /** Path of the portal page that leads with the card; the customer signs in there. */
    portal: string;
    /** Amazon's page of the customer's region. */
    website: string;
    /** The same in the Alexa app. */
    app: string;
  };
};
