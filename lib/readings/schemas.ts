import { z } from "zod";
import { sensors } from "@/lib/dash";

const moment = z.coerce.date().nullable();

/** A slot with its newest reading, as the database writes it in JSON. */
export const Supply = z.object({
  name: z.string(),
  /** The kind of consumable. */
  supply: z.string(),
  sensor: z.enum(sensors),
  partNumber: z.string().nullable(),
  /** The partner's page for it in the customer's country. */
  shopUrl: z.string().nullable(),
  measurement: z.enum(["percentage", "count", "volume", "weight"]).nullable(),
  unit: z.string().nullable(),
  lowAt: z.number().nullable(),
  capacity: z.number().nullable(),
  /** Null while there is no reading, like all below. */
  at: moment,
  /** What remains, of a level sensor; what was used, of the others. */
  value: z.number().nullable(),
  replacedAt: moment,
  emptyFrom: moment,
  emptyAt: moment,
  emptyUntil: moment,
  /** What was used in the last seven days; of a usage sensor only. */
  week: z.number().nullable(),
});
/** A slot with its newest reading. */
export type Supply = z.infer<typeof Supply>;
