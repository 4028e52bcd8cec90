/** The device and browser of a session, as their owner would call them. */
export type Agent = { device: "phone" | "tablet" | "computer" | null; browser: string | null };

/** One browser in which a customer is signed in. */
export type OwnSession = Agent & {
  id: string;
  seenAt: Date;
  /** Whether it is the browser that asks. */
  current: boolean;
};
