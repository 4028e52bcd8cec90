import { z } from "zod";

/** What a reader needs to know about a setting. */
export type About = {
  /** One or two sentences, in Markdown. */
  meaning: string;
  /** The value must not be shown, and `{name}_FILE` may name a file with it. */
  secret?: true;
} & (
  | { /** A valid value. */ example: string }
  | { /** How to get a value, where an example would end up in use. */ source: string }
);

/** Documents each setting, by its schema. */
export const about = z.registry<About>();

/** Settings that serve one purpose, in the order in which somebody fills them in. */
export type Group = {
  /** Says what one wants to do. */
  title: string;
  intro: string;
  settings: Record<string, z.ZodType>;
};
