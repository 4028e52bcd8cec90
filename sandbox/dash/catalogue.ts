import { z } from "zod";

const Model = z.strictObject({
  modelId: z.string().min(1),
  /** The catalogue's, if it is missing. */
  vendorCode: z.string().min(1).optional(),
  name: z.string().min(1),
  sensors: z.array(z.enum(["level", "usage", "level-usage"])),
});

/** A partner's models, as registered in the Dash console, most or all under one vendor code. */
export const Catalogue = z.strictObject({ vendorCode: z.string().min(1), models: z.array(Model) });
export type Catalogue = z.infer<typeof Catalogue>;
export type Model = z.infer<typeof Model>;

/** Lists the vendor codes of a catalogue, the main one first. */
export const listVendorCodes = ({ vendorCode, models }: Catalogue): string[] => [
  ...new Set([vendorCode, ...models.map((model) => model.vendorCode ?? vendorCode)]),
];

/** Lists the models of a vendor. */
export const listModelsOf = (catalogue: Catalogue, vendorCode: string | null): Model[] =>
  catalogue.models.filter((model) => (model.vendorCode ?? catalogue.vendorCode) === vendorCode);
