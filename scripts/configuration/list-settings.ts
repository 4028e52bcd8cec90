import { z } from "zod";
import { about, type Group } from "@/lib/env/about";
import { groups, type Name, needs } from "@/lib/env/variables";

export type Setting = {
  name: string;
  meaning: string;
  secret: boolean;
  example?: string;
  /** How to get a value, where there is no example. */
  source?: string;
  /** As somebody would write it; undefined if there is none. */
  default?: string;
  /** Required whatever the other settings are. */
  required: boolean;
  /** Conditions under which it is required, in Markdown. */
  requiredIf: string[];
  /** Required if nothing but the required settings is set, as in their examples. */
  requiredByDefault: boolean;
};

/** Lists all settings by group, with everything that a reader needs to know about them. */
export const listSettings = (): (Omit<Group, "settings"> & { settings: Setting[] })[] =>
  groups.map((group) => ({
    ...group,
    settings: Object.entries(group.settings).map(([name, schema]) => describeSetting(name, schema)),
  }));

const isRequired = (schema: z.ZodType) => !schema.safeParse(undefined).success;

/** The examples of the settings that are always required. */
const examples = Object.fromEntries(
  groups.flatMap(({ settings }) =>
    Object.entries(settings)
      .filter(([, schema]) => isRequired(schema))
      .map(([name, schema]) => {
        const known = about.get(schema);
        return [name, known && "example" in known ? known.example : ""];
      }),
  ),
);

function describeSetting(name: string, schema: z.ZodType): Setting {
  const known = about.get(schema);
  if (!known) throw new Error(`${name} is not documented.`);
  const conditions = needs.filter(({ names }) => names.includes(name as Name));
  const required = isRequired(schema);
  return {
    name,
    secret: false,
    ...known,
    default: schema instanceof z.ZodDefault ? formatDefault(schema.def.defaultValue) : undefined,
    required,
    requiredIf: conditions.map(({ when }) => when),
    requiredByDefault: required || conditions.some(({ applies }) => applies(examples)),
  };
}

/** Formats a parsed default as it would stand in a settings file; an empty list means none. */
function formatDefault(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return String(value);
  return Object.values(value).join(",") || undefined;
}
