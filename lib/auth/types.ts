/** What signed in, as its owner would call it. */
export type Agent = { device: "phone" | "tablet" | "computer" | null; browser: string | null };

/** One place where a customer is signed in. */
export type OwnSession = Agent & {
  id: string;
  seenAt: Date;
  /** Whether it is the browser that asks. */
  current: boolean;
};
