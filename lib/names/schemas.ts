import { z } from "zod";
import type { ProblemCode } from "@/lib/errors";
import { findNameFault, normalizeName } from "./normalize-name";

/** Longest name, in characters as people count them. */
const maxName = 60;
/** Longest reason, in characters. */
const maxReason = 200;

const createSchema = (subject: "name" | "reason", maxCharacters: number) =>
  z.string().transform((text, context) => {
    const fault = findNameFault(text, maxCharacters);
    if (!fault) return normalizeName(text);
    context.issues.push({ code: "custom", message: `${subject}-${fault}`, input: text });
    return z.NEVER;
  });

/** Problems of a name and of a reason. */
export const nameCodes = ["name-empty", "name-long", "name-characters"] as const satisfies ProblemCode[];
export const reasonCodes = [
  "reason-empty",
  "reason-long",
  "reason-characters",
] as const satisfies ProblemCode[];

/** The name of a person or device. */
export const Name = createSchema("name", maxName);

/** Why staff do something, often a ticket number. */
export const Reason = createSchema("reason", maxReason);
