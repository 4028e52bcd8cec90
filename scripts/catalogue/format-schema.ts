// Part of npm run catalogue:schema: writes the JSON Schema of a catalogue file.
import { z } from "zod";
import { Catalogue } from "@/lib/models/schemas";

/** JSON Schema, draft 2020-12, of what files may hold: fields with a default are optional. */
export function formatSchema(): string {
  const schema = z.toJSONSchema(Catalogue, { io: "input", override: ({ jsonSchema }) => adapt(jsonSchema) });
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function adapt(schema: z.core.JSONSchema.BaseSchema): void {
  // OpenAPI's word for one example.
  if ("example" in schema) {
    schema.examples = [schema.example];
    delete schema.example;
  }
  // Not every validator knows Unicode properties.
  schema.pattern = schema.pattern
    ?.replaceAll("\\p{Cc}", "\\u0000-\\u001f\\u007f-\\u009f")
    .replaceAll("\\p{Cs}", "\\ud800-\\udfff");
  if (schema.pattern === undefined) delete schema.pattern;
}
