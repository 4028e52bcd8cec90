/** The languages that have a file in messages/, the default first. */
export const languages = ["en"] as const;
export type Language = (typeof languages)[number];
