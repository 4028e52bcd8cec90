// Values for a JSON Schema as the API's document has them, and values that are wrong somewhere.
import fc from "fast-check";

export type Schema = {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  pattern?: string;
  example?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
};

/** Texts that have broken programs before. */
const nasty = fc.oneof(
  fc.constantFrom(
    ...[
      "",
      " ",
      "\0",
      "a\0b",
      "\ud800",
      "\udfff x",
      "null",
      "'",
      '"',
      "%",
      "%2F",
      "%00",
      "/",
      "\\",
      "..",
      "🏠",
      "ＳＮ－１",
    ],
    ...[
      "a\u202eb",
      "\u2028",
      "x".repeat(300),
      "0",
      "-1",
      "1e999",
      "{}",
      "[]",
      "<script>",
      "$1",
      "{{x}}",
      "日本",
    ],
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
);

/** Any JSON, such as nobody means. */
const anything: fc.Arbitrary<unknown> = fc.oneof(
  nasty,
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, 5e-324, [], {}, [[]], { a: { b: [] } }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Creates values that mostly suit a schema. @param schemas that references lead to */
export function createArbitrary(schema: Schema, schemas: Record<string, Schema>): fc.Arbitrary<unknown> {
  const create = (inner: Schema) => createArbitrary(inner, schemas);
  if (schema.$ref) return create(schemas[schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1)] as Schema);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(create));
  const types = [schema.type ?? "object"].flat();
  if (types.length > 1) return fc.oneof(...types.map((type) => create({ ...schema, type })));
  switch (types[0]) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1000, 1000) });
    case "number":
      return fc.double({ min: 0, max: 1000, noNaN: true });
    case "array":
      return fc.array(create(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 4 });
    case "string":
      return createText(schema);
    default:
      return createObject(schema, create);
  }
}

const createText = ({ example, pattern }: Schema): fc.Arbitrary<unknown> => {
  if (example !== undefined)
    return fc.oneof(
      fc.constant(example),
      fc.constant(example).map((text) => `${text}1`),
    );
  return pattern?.includes("A-Z]{2}")
    ? fc.constantFrom("DE", "JP", "de", "pt-BR")
    : fc.constantFrom("x", "Kitchen", "2026-01-31T09:00:00Z");
};

function createObject(
  { properties = {}, required = [], additionalProperties, propertyNames }: Schema,
  create: (schema: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  if (typeof additionalProperties === "object")
    return fc.dictionary(
      create({ type: "string", ...propertyNames }) as fc.Arbitrary<string>,
      create(additionalProperties),
      {
        maxKeys: 3,
      },
    );
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, create(schema)]),
  );
  return fc.record(fields, { requiredKeys: required });
}

/** Spoils a value in one place: another value, a field too many, or none where one is needed. */
export const createSpoilt = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(value, fc.nat(), anything, fc.string({ maxLength: 5 }))
    .map(([good, place, wrong, name]) => spoil(good, place, wrong, name));

function spoil(value: unknown, place: number, wrong: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || place % 5 === 0) return wrong;
  if (Array.isArray(value)) {
    if (value.length === 0 || place % 5 === 1) return [...value, wrong];
    const index = place % value.length;
    return value.map((each, at) => (at === index ? spoil(each, Math.floor(place / 5), wrong, name) : each));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || place % 5 === 1) return { ...value, [name]: wrong };
  const [key] = entries[place % entries.length] as [string, unknown];
  if (place % 5 === 2) return Object.fromEntries(entries.filter(([each]) => each !== key));
  return Object.fromEntries(
    entries.map(([each, inner]) => [
      each,
      each === key ? spoil(inner, Math.floor(place / 5), wrong, name) : inner,
    ]),
  );
}

export { anything, nasty };
