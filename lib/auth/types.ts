/** One place where a customer is signed in. */
export type OwnSession = {
  id: string;
  device: "phone" | "tablet" | "computer" | null;
  browser: string | null;
  seenAt: Date;
  /** Whether it is the browser that asks. */
  current: boolean;
};
