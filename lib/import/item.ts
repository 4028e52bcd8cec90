import { z } from "zod";
import { CustomerContent, ExternalId } from "@/lib/customers";
import { DeviceContent, PartnerSerial } from "@/lib/devices";
import { ModelId } from "@/lib/models";

/** A customer in a file: as in the API, with the number beside the fields. */
export const CustomerItem = CustomerContent.extend({
  type: z.literal("customer"),
  externalId: ExternalId,
}).meta({
  id: "CustomerItem",
});
/** A device in a file: as in the API, with model and serial number beside the fields. */
export const DeviceItem = DeviceContent.extend({
  type: z.literal("device"),
  modelId: ModelId,
  serial: PartnerSerial,
}).meta({ id: "DeviceItem" });

/** What one line of an import says. */
export const ImportItem = z.discriminatedUnion("type", [CustomerItem, DeviceItem], {
  error: 'must have the type "customer" or "device"',
});
/** A checked line of an import. */
export type ImportItem = z.output<typeof ImportItem>;
