import { type Encoding, encodingNames, type Repair } from "./files/types";
import type { Reason } from "./reasons";
import type { RunFault } from "./runs/types";

/** A translator of the namespace `imports`. */
type Translate = (key: string, values?: Record<string, string | number>) => string;

const otherId = /^otherIds\.(.+)$/;

/**
 * Creates functions that put reasons, repairs and faults into words.
 * @param isByName whether lists of fields say their names; otherwise they say what the command's --map takes
 */
export function describeWith(t: Translate, isByName = false) {
  const field = (name: string): string => {
    const source = otherId.exec(name)?.[1];
    return source ? t("fields.otherId", { source }) : t(`fields.${name}`);
  };
  const listFields = (names: string[]): string =>
    (isByName ? names.filter((name) => name !== "-").map(field) : names).join(", ");
  /** Members as placeholders: fields by their names, lists with commas. */
  const fill = (members: object): Record<string, string | number> =>
    Object.fromEntries(
      Object.entries(members).map(([name, value]: [string, unknown]) => {
        if (name === "field") return [name, field(String(value))];
        if (name === "fields" && Array.isArray(value)) return [name, listFields(value.map(String))];
        if (name === "encoding") return [name, encodingNames[value as Encoding]];
        return [name, Array.isArray(value) ? value.join(", ") : (value as string | number)];
      }),
    );
  return {
    field,
    reason: (reason: Reason) => t(`reasons.${reason.code}`, fill(reason)),
    repair: (repair: Repair) => t(`repairs.${repair.code}`, fill(repair)),
    fault: (fault: RunFault) => t(`faults.${fault.code}`, fill(fault)),
  };
}
