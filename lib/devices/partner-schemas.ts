import { z } from "zod";
import { createLine } from "@/lib/names";
import { ClaimCode } from "./schemas";

/** A unit's serial number as the partner spells it. A path cannot hold "." and "..". */
export const PartnerSerial = createLine(200)
  .refine((text) => text !== "." && text !== "..", 'must not be "." or ".."')
  .meta({
    description:
      "The serial number as you print it. Two of one model must differ in more than case, spaces and hyphens.",
    example: "SN-0001",
  });

const owner = createLine(255).meta({
  description: "The owner: your number of the customer.",
  example: "10042",
});
const name = createLine(120).meta({
  description: "Its name on the customer's pages.",
  example: "Kitchen printer",
});
/** How far the clock of another system may be ahead, in milliseconds. */
const ahead = 24 * 3600_000;

const registeredAt = z.iso
  .datetime({ offset: true, error: "must be a time such as 2026-01-31T09:00:00Z" })
  .refine((text) => {
    const time = Date.parse(text);
    return Number.isNaN(time) || (time >= 0 && time <= Date.now() + ahead);
  }, "must not be before 1970 or in the future");

const endpointId = createLine(256).meta({
  description: "The device's id in your Alexa skill.",
  example: "SN-0001",
});

/** A device as the partner's systems give it. */
export const DeviceContent = z
  .strictObject({
    owner,
    name: name.optional(),
    registeredAt: registeredAt.optional(),
    endpointId: endpointId.nullable().optional(),
    transfer: z.boolean().default(false).meta({
      description:
        "Whether to take the device from the customer who has it now. Its name and history stay with that customer.",
    }),
    restore: z
      .boolean()
      .default(false)
      .meta({ description: "Whether to bring back a device that its owner removed." }),
  })
  .meta({ id: "DeviceContent" });
/** A device as the partner's systems give it. */
export type DeviceContent = z.output<typeof DeviceContent>;

/** A device as the partner's systems see it. */
export const PartnerDevice = z
  .strictObject({
    modelId: z.string(),
    serial: z.string(),
    owner: z.string().nullable().meta({ description: "Your number of the customer; null for one without." }),
    name: z.string(),
    ownName: z
      .boolean()
      .meta({ description: "Whether the customer wrote the name; then you cannot overwrite it." }),
    endpointId: z.string().nullable(),
    registeredAt: z.iso.datetime(),
    removedAt: z.iso
      .datetime()
      .nullable()
      .meta({ description: "When it left the owner's list; null if it is there." }),
    removedBy: z.enum(["owner", "partner", "transfer"]).nullable(),
  })
  .meta({ id: "Device" });
/** A device as the partner's systems see it. */
export type PartnerDevice = z.output<typeof PartnerDevice>;

/** Fewest characters of a claim code, without spaces and hyphens. */
const fewest = 8;

/** A unit's claim code as the partner printed it. */
export const UnitContent = z
  .strictObject({
    code: createLine(100)
      .refine(
        (text) => ClaimCode.parse(text).length >= fewest,
        `must have at least ${fewest} letters and digits`,
      )
      .meta({
        description: "The claim code. Case, spaces and hyphens do not count.",
        example: "7KQX-M3WP-HT2F",
      }),
  })
  .meta({ id: "UnitContent" });
/** A unit's claim code as the partner printed it. */
export type UnitContent = z.output<typeof UnitContent>;
