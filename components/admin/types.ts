import type { Channel, DeviceCard, Sensor } from "@/lib/dash/types";
import type { Language } from "@/lib/i18n/languages";

/** A card's exact link, and what is wrong with it: sentences of the contract, in English. */
export type CheckedLink = { channel: Channel; url: string; faults: string[] };

/** What a customer sees of a model. */
export type Preview = {
  /** Null if the model has no country. */
  country: string | null;
  countries: string[];
  language: Language;
  partner: string;
  /** Whether the country has a region of Amazon Dash Replenishment. */
  hasRegion: boolean;
  device: {
    name: string;
    drawing: string;
    picture: string | null;
    slots: { name: string; sensor: Sensor }[];
  };
  cards: { card: DeviceCard; links: CheckedLink[] }[];
};
