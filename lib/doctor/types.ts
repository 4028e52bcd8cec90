/** What is checked, in the order of the report. */
export const topics = ["settings", "database", "mail", "provider", "proxy", "rows", "worker"] as const;
export type Topic = (typeof topics)[number];

/**
 * One line of the report. Its words are English wherever it is shown, so that there is one text to search for; they
 * hold no secret.
 */
export type Finding = {
  state: "fine" | "warning" | "fault" | "note";
  text: string;
  /** What to do about it. */
  fix?: string;
};

export type Section = { topic: Topic; findings: Finding[] };
