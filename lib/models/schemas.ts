import { z } from "zod";
import { documentedCountries, sensors } from "@/lib/dash";
import { CountryCode, createLine, LanguageTag, writeCharacter } from "@/lib/names";
import { drawings, measurements, supplies } from "./kinds";

/** Amazon's model id or vendor code; a path cannot hold "." and "..". Source: contract, decided. */
const createAmazonId = (what: string) =>
  z
    .string()
    .regex(
      new RegExp(`^(?!\\.{1,2}$)(?!.*%[0-9A-Fa-f]{2})${writeCharacter("\\s")}{1,128}$`),
      `must be ${what} as the Dash console shows it: 1 to 128 characters, no spaces, not percent-encoded`,
    );

export const ModelId = createAmazonId("the model id").meta({
  description: "The model id, as the Dash console shows it.",
  example: "ACME-PRINT-1",
});

/** Texts by language. */
const createTexts = (max: number) =>
  z.record(LanguageTag, createLine(max)).meta({
    description: "Texts by BCP 47 tag, such as `de` or `pt-BR`.",
    example: { de: "Tinte", ja: "インク" },
  });

const https = new RegExp(`^https://${writeCharacter("\\s")}+$`);
const WebAddress = z
  .string()
  .max(2000, "must have at most 2000 characters")
  .regex(https, "must be an https:// address")
  .refine((text) => !https.test(text) || URL.canParse(text), "must be an https:// address");

const amount = z.number().max(1_000_000_000, "must be at most 1000000000");

/** Lets a check run beside other faults, so that one reading of a file finds them all. */
const always = { when: ({ value }: { value: unknown }) => typeof value === "object" && value !== null };

/** A consumable of a model, with its one inventory sensor. */
export const Slot = z
  .strictObject({
    instance: createLine(256).meta({
      description: "The slot's key within its model: what the sensor is called in your Alexa skill.",
      example: "InkSensor.Cyan",
    }),
    was: createLine(256).optional().meta({
      description: "The slot's earlier `instance`, to rename it.",
    }),
    name: createLine(100).meta({
      description: "Its name in languages that `names` does not have.",
      example: "Cyan ink",
    }),
    names: createTexts(100).default({}),
    supply: z.enum(supplies).default("supply").meta({ description: "The kind of consumable." }),
    sensor: z.enum(sensors).meta({
      description: "The kind of inventory sensor: what remains, what was used, or the share of a life span.",
    }),
    measurement: z.enum(measurements).optional().meta({ description: "What the sensor measures." }),
    unit: createLine(40).optional().meta({
      description: "The unit of a volume or weight, in Amazon's words.",
      example: "MILLILITER",
    }),
    lowAt: amount.min(0, "must be at least 0").optional().meta({
      description: "The supply counts as low at this value or below, in its measurement.",
      example: 15,
    }),
    capacity: amount.gt(0, "must be more than 0").optional().meta({
      description: "The value of a full supply, in its measurement.",
      example: 100,
    }),
    partNumber: createLine(100).optional().meta({ description: "Your part number.", example: "INK-410-C" }),
    shopUrls: z
      .record(CountryCode, WebAddress)
      .default({})
      .meta({
        description: "Your own shop's page for it, by country.",
        example: { DE: "https://shop.example/de/ink-410-c" },
      }),
  })
  .refine(({ unit, measurement }) => unit === undefined || ["volume", "weight"].includes(measurement ?? ""), {
    path: ["unit"],
    error: "is for a measurement of volume or weight only",
    ...always,
  })
  .refine(
    ({ measurement, lowAt = 0, capacity = 0 }) =>
      measurement !== "percentage" || Math.max(lowAt, capacity) <= 100,
    { path: ["lowAt"], error: "and the capacity must be at most 100 for a percentage", ...always },
  )
  .refine(({ lowAt = 0, capacity = Infinity }) => lowAt < capacity, {
    path: ["lowAt"],
    error: "must be less than the capacity",
    ...always,
  })
  .meta({ id: "Slot" });
/** A slot as files and machines give it. */
export type Slot = z.output<typeof Slot>;

/** Data of a picture in an address; 200 kB are 267 thousand characters. */
const Picture = z
  .string()
  .max(270_000, "must be a picture of at most 200 kB")
  .regex(
    /^(data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}|https?:\/\/\S+\/pictures\/[A-Za-z0-9_-]{43})$/,
    "must be a data: URL of a PNG, JPEG or WebP picture in base64, or the address that the portal gave",
  )
  .meta({
    description:
      "Shown instead of the drawing: a `data:` URL of a PNG, JPEG or WebP picture of at most 200 kB, or the address under which the portal serves it.",
  });

const fields = z.strictObject({
  vendorCode: createAmazonId("the vendor code").optional().meta({
    description: "The vendor code; without one, the configured one.",
    example: "ACME",
  }),
  name: createLine(100).meta({
    description: "Its name in languages that `names` does not have.",
    example: "Print One",
  }),
  names: createTexts(100).default({}),
  drawing: z.enum(drawings).default("device").meta({ description: "The drawing to show." }),
  picture: Picture.optional(),
  countries: z
    .array(CountryCode)
    .max(249, "must have at most 249 countries")
    .default([...documentedCountries])
    .meta({
      description: "The countries where you enabled smart reorders for this model.",
      uniqueItems: true,
    }),
  silentAfter: z
    .string()
    .regex(
      /^P(?=[0-9T])(?!(0+D)?(T0+H)?$)([0-9]{1,3}D)?(T[0-9]{1,3}H)?$/,
      "must be an ISO 8601 duration of days and hours, such as P2D or PT36H",
    )
    .optional()
    .meta({ description: "How long without a reading is normal: an ISO 8601 duration.", example: "P2D" }),
  noLevel: createLine(200).optional().meta({
    description: "What customers read while no reading has come, instead of the built-in text.",
  }),
  noLevels: createTexts(200).default({}),
  forecast: z.boolean().optional().meta({
    description:
      "Whether customers read when a level is expected to be used up, such as “about 3 weeks”. Without it, they do.",
  }),
  slots: z
    .array(Slot)
    .max(50, "must have at most 50 slots")
    .default([])
    .meta({ description: "Its consumables, in the order of the pages." }),
});

type Issues = Pick<z.core.$RefinementCtx, "addIssue">;

// The fields may hold anything, because this runs beside other faults.
function checkModel(value: unknown, context: Issues): void {
  const { countries, slots } = value as { countries?: unknown; slots?: unknown };
  const instances = readEach(slots, "instance");
  const earlier = readEach(slots, "was");
  const addFaults = (places: number[], message: string, ...path: string[]) => {
    for (const index of places)
      context.addIssue({ code: "custom", path: [path[0] as string, index, ...path.slice(1)], message });
  };
  addFaults(listRepeated(Array.isArray(countries) ? countries : []), "appears twice", "countries");
  addFaults(listRepeated(instances), "appears twice in this model", "slots", "instance");
  addFaults(listRepeated(earlier), "appears twice in this model", "slots", "was");
  const kept = [...earlier.keys()].filter(
    (index) => earlier[index] !== undefined && instances.includes(earlier[index]),
  );
  addFaults(kept, "must not be the `instance` of a slot in this model", "slots", "was");
}

const readEach = (list: unknown, key: string): unknown[] =>
  Array.isArray(list) ? list.map((each) => (each as Record<string, unknown> | null)?.[key]) : [];

// An empty text has a fault of its own.
const listRepeated = (values: readonly unknown[]) =>
  values.flatMap((value, index) =>
    value !== undefined && value !== "" && values.indexOf(value) < index ? [index] : [],
  );

/** A model without its id. */
export const ModelContent = fields.superRefine(checkModel, always).meta({ id: "ModelContent" });
/** A model without its id, as files and machines give it. */
export type ModelContent = z.output<typeof ModelContent>;

/** A model. */
export const Model = z
  .strictObject({ modelId: ModelId, ...fields.shape })
  .superRefine(checkModel, always)
  .meta({ id: "Model" });
/** A model as files and machines give it. */
export type Model = z.output<typeof Model>;

/** A file with all models. */
export const Catalogue = z
  .strictObject({
    $schema: z.string().optional().meta({ description: "The address of this schema, for editors." }),
    models: z.array(Model).meta({ description: "All device models." }),
  })
  .superRefine((value, context) => {
    for (const index of listRepeated(readEach(value.models, "modelId")))
      context.addIssue({ code: "custom", path: ["models", index, "modelId"], message: "appears twice" });
  }, always)
  .meta({ title: "Catalogue", description: "All device models of a partner and their consumables." });
/** All models. */
export type Catalogue = z.output<typeof Catalogue>;
