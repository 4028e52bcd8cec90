/** A value of an old row that the database accepts no longer. */
export type DataFault = {
  id: string;
  kind: "customer" | "model" | "slot" | "device" | "unit";
  /** Of a customer or a device; null for the rest. */
  customerId: string | null;
  /** What a person recognises the row by. */
  subject: string;
  field: string;
  value: string;
  foundAt: Date;
};
