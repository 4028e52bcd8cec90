import type { z } from "zod";
import { type Fields, listEntries, listKeys } from "@/components/admin/fields";
import { ModelContent, type StoredModel } from "@/lib/models";
import { routes, toAbsolute } from "@/lib/routes";
import { nameSlot } from "./write-fields";

/** What can be wrong with a field; messages/ has the words. */
export type FieldProblem = {
  words:
    | "required"
    | "long"
    | "characters"
    | "number"
    | "low"
    | "duration"
    | "id"
    | "unit"
    | "address"
    | "twice"
    | "choice";
  max?: number;
};

/** The content that a form asks for, or the problems by field. */
export type ReadContent =
  | { ok: true; content: ModelContent }
  | { ok: false; problems: Record<string, FieldProblem> };

/** Reads the form's fields as content. @param slots of the stored model; while it has devices, none is renamed */
export function readContent(fields: Fields, { slots }: StoredModel, used: number): ReadContent {
  const keys = listKeys(fields);
  const get = (name: string) => fields[name]?.trim() || undefined;
  const getEach = (name: string) =>
    Object.fromEntries(
      listEntries(fields, name).flatMap((key) => {
        const text = get(`${name}.${key}`);
        return text === undefined ? [] : [[key, text]];
      }),
    );
  const picture = get("picture");
  const instances = keys.map((key) => get(`slot.${key}.instance`));
  const read = ModelContent.safeParse({
    name: get("name") ?? "",
    names: getEach("name"),
    drawing: get("drawing"),
    picture: picture && toAbsolute(routes.picture({ hash: picture })),
    vendorCode: get("vendorCode"),
    countries: listEntries(fields, "country"),
    silentAfter: writeDuration(get("silent.days"), get("silent.hours")),
    forecast: get("forecast") === "off" ? false : undefined,
    noLevel: get("noLevel"),
    noLevels: getEach("noLevel"),
    slots: keys.map((key, index) => {
      const getIn = (name: string) => get(`slot.${key}.${name}`);
      const earlier = slots.find((slot) => nameSlot(slot.instance) === key)?.instance;
      const isRenamed = used === 0 && earlier !== instances[index] && !instances.includes(earlier);
      return {
        instance: instances[index] ?? "",
        was: isRenamed ? earlier : undefined,
        name: getIn("name") ?? "",
        names: getEach(`slot.${key}.name`),
        supply: getIn("supply"),
        sensor: getIn("sensor"),
        measurement: getIn("measurement"),
        unit: getIn("unit"),
        lowAt: readNumber(getIn("lowAt")),
        capacity: readNumber(getIn("capacity")),
        partNumber: getIn("partNumber"),
        shopUrls: getEach(`slot.${key}.shop`),
      };
    }),
  });
  if (read.success) return { ok: true, content: read.data };
  const named = read.error.issues.map((issue) => {
    const field = nameField(issue.path, keys);
    return [field, describeIssue(issue, field)] as const;
  });
  const problems: Record<string, FieldProblem> = {};
  for (const [field, problem] of named) problems[field] ??= problem;
  return { ok: false, problems };
}

function writeDuration(days = "", hours = ""): string | undefined {
  if (days === "" && hours === "") return undefined;
  return `P${days && `${days}D`}${hours && `T${hours}H`}`;
}

/** What may be meant as thousands. A stored number has no zero at its end. */
const withThousands = /^[1-9]\d{0,2}(,\d{3}|\.\d\d0)$/;

/** Reads a number with a point or a comma; anything else stays text, which the schema refuses. */
function readNumber(text: string | undefined): number | string | undefined {
  if (text === undefined) return undefined;
  const number = Number(text.replace(",", "."));
  return Number.isFinite(number) && !withThousands.test(text) ? number : text;
}

/** Where the form has what the schema calls otherwise. */
const nameOf: Record<string, string> = {
  names: "name",
  noLevels: "noLevel",
  shopUrls: "shop",
  was: "instance",
  silentAfter: "silent.days",
  pictureHash: "picture",
};

/** Names the field of the form that an issue of the schema is about. */
function nameField(path: PropertyKey[], keys: string[]): string {
  const [first = "", second, third, ...rest] = path.map(String);
  if (first !== "slots")
    return [nameOf[first] ?? first, ...(second && first !== "countries" ? [second] : [])].join(".");
  if (second === undefined || third === undefined) return "slots";
  return ["slot", keys[Number(second)] ?? "", nameOf[third] ?? third, ...rest].join(".");
}

function describeIssue(issue: z.core.$ZodIssue, field: string): FieldProblem {
  if (/\.(lowAt|capacity)$/.test(field)) return { words: issue.code === "custom" ? "low" : "number" };
  if (field === "silent.days") return { words: "duration" };
  if (field === "vendorCode") return { words: "id" };
  if (issue.code === "too_big" && issue.origin === "string")
    return { words: "long", max: Number(issue.maximum) };
  if (/\.shop\./.test(field)) return { words: "address" };
  if (issue.code === "too_small") return { words: "required" };
  if (issue.code === "invalid_value") return { words: "choice" };
  if (issue.code === "custom") return { words: field.endsWith(".unit") ? "unit" : "twice" };
  return { words: "characters" };
}
