import { z } from "zod";

const Slot = z.strictObject({
  /** What the sensor is called in the partner's Alexa skill. */
  instance: z.string().min(1),
  sensor: z.enum(["level", "usage", "level-usage"]),
  measurement: z.enum(["percentage", "count", "volume", "weight"]),
  unit: z.string().optional(),
  /** A full supply, in the slot's measurement. */
  capacity: z.number().positive().default(100),
  /** What is used on an average day, in the same measurement. */
  perDay: z.number().positive(),
  /** How much more is used on a day of the weekend; below 1, less. */
  weekend: z.number().positive().default(1),
  /** How full it is at the first start, from 0 to 1; without it, drawn. */
  share: z.number().min(0).max(1).optional(),
});
/** A supply of a device, with how it is used. */
export type Slot = z.output<typeof Slot>;

const Device = z.strictObject({
  modelId: z.string().min(1),
  serial: z.string().min(1),
  /** Its last message is so many days older than the first start. */
  silentDays: z.number().positive().optional(),
  slots: z.array(Slot).min(1),
});
/** A device that sends messages. */
export type Device = z.output<typeof Device>;

/** The devices to simulate; with the same seed they use the same. */
export const Devices = z.strictObject({ seed: z.string(), devices: z.array(Device) });
export type Devices = z.output<typeof Devices>;
