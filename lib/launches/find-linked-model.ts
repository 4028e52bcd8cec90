import { z } from "zod";
import { sensors } from "@/lib/dash";
import { deviceModels, parsed, pool, statement, string, type Tx } from "@/lib/db";

const find = statement(
  "find_linked_model",
  {
    modelId: deviceModels.modelId,
    vendorCode: deviceModels.vendorCode,
    name: string,
    drawing: deviceModels.drawing,
    picture: deviceModels.picture,
    countries: deviceModels.countries,
    sensors: parsed(z.array(z.enum(sensors))),
  },
  `select m.model_id as "modelId", m.vendor_code as "vendorCode", localize(m.names, m.name, $2) as name, m.drawing,
     m.picture, m.countries, array(select distinct s.sensor from slots s where s.model_id = m.model_id) as sensors
   from device_models m where m.model_id = $1`,
);

/**
 * Finds the model that a link names, for anybody; null when it is unknown.
 * @param language null if nobody reads its name
 */
export const findLinkedModel = async (modelId: string, language: string | null, tx: Tx = pool()) =>
  (await find(tx, modelId, language))[0] ?? null;

/** Such a model. */
export type LinkedModel = NonNullable<Awaited<ReturnType<typeof findLinkedModel>>>;
