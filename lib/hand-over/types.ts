/** Which card of whom, as it stands in the address: not checked yet. */
export type CardRequest = {
  customerId: string;
  /** Null for the card of the whole account. */
  deviceId: string | null;
  card: string;
};
