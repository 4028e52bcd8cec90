import { z } from "zod";
import { Name } from "@/lib/names";
import { permissions } from "@/lib/scope";
import { maxDays, offeredDays, purposeNames } from "./types";

/** A key to make. */
export const NewKey = z.object({
  name: Name,
  scopes: z.array(z.enum(permissions)).min(1),
  days: z.int().min(1).max(maxDays),
});
/** A key to make. */
export type NewKey = z.output<typeof NewKey>;

/** A key to make, as typed into the form. */
export const KeyForm = z.object({
  purpose: z.enum(purposeNames, "purpose-unknown"),
  name: Name,
  days: z.coerce.number().pipe(z.literal(offeredDays)),
});
