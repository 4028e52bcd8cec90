import { z } from "zod";

const Model = z.strictObject({
  modelId: z.string().min(1),
  name: z.string().min(1),
  sensors: z.array(z.enum(["level", "usage", "level-usage"])),
});

/** One vendor's models, as registered in its Dash console. */
export const Catalogue = z.strictObject({ vendorCode: z.string().min(1), models: z.array(Model) });
export type Catalogue = z.infer<typeof Catalogue>;
export type Model = z.infer<typeof Model>;
