/** What a link from the partner names. Nothing of it is checked yet. */
export type Asked = {
  model: string | null;
  /** Of the Amazon account of somebody who is not signed in. */
  country: string | null;
  serial: string | null;
  via: "app" | null;
};

/** Reads what a link names. @param read returns the first value of a parameter */
export const readAsked = (read: (name: string) => string | null): Asked => ({
  model: read("model") || null,
  country: read("country") || null,
  serial: read("serial") || null,
  via: read("via") === "app" ? "app" : null,
});
