import { enumParam } from "@/app/_http/request";
import { delimiters, encodings, type FileReading, isField, type RunOptions } from "@/lib/import";

/** The fields of the form's choices, by their names in forms and addresses. */
export type OptionText = Record<"target" | "encoding" | "delimiter" | "dates" | "sync" | "force", string>;

const names = ["target", "encoding", "delimiter", "dates", "sync", "force"] as const;
const delimiterNames = Object.keys(delimiters) as (keyof typeof delimiters)[];

/** Reads the choices from a form, or from an address that `writeOptions` made. */
export const readOptionText = (read: (name: string) => unknown): OptionText =>
  Object.fromEntries(names.map((name) => [name, String(read(name) ?? "").slice(0, 40)])) as OptionText;

/** Turns the choices into options; odd ones count as left open. */
export function readOptions(text: OptionText): RunOptions {
  const target = enumParam(text.target, ["customer", "device"]);
  const encoding = enumParam(text.encoding, encodings);
  const delimiter = enumParam(text.delimiter, delimiterNames);
  const dates = enumParam(text.dates, ["dmy", "mdy"]);
  return {
    ...(target && { target }),
    ...(encoding && { encoding }),
    ...(delimiter && { delimiter: delimiters[delimiter] }),
    ...(dates && { dates }),
    ...(text.sync && { sync: true }),
    ...(text.force && { force: true }),
  };
}

/** Turns options into the choices of a form. */
export const writeOptions = (options: RunOptions): OptionText => ({
  target: options.target ?? "",
  encoding: options.encoding ?? "",
  delimiter: delimiterNames.find((name) => delimiters[name] === options.delimiter) ?? "",
  dates: options.dates ?? "",
  sync: options.sync ? "on" : "",
  force: options.force ? "on" : "",
});

/** Leaves out a column. */
export const leaveOut = "-";
/** More columns than anybody maps by hand. */
export const mostColumns = 300;

/**
 * Reads what was chosen for the columns. A column that is as it was found is found again, unless somebody chose it
 * before. Other encodings and delimiters make other headers, to which the choices no longer belong.
 */
export function readMap(
  form: FormData,
  reading: FileReading | null,
  options: RunOptions,
): Record<string, string> {
  if (!reading || (options.delimiter && options.delimiter !== reading.delimiter)) return {};
  const hasOtherLetters = options.encoding !== undefined && options.encoding !== reading.encoding;
  const map = new Map<string, string>();
  for (let index = 0; index < mostColumns && form.has(`field-${index}`); index++) {
    const header = String(form.get(`header-${index}`) ?? "").trim();
    const field = String(form.get(`field-${index}`));
    const found = reading.columns.find((column) => column.header.trim() === header);
    const isChosen = found?.by === "map" || field !== (found?.field ?? leaveOut);
    const isKnown = field === leaveOut || !options.target || isField(options.target, field);
    const isReadable = !hasOtherLetters || /^[ -~]*$/.test(header);
    if (found && header !== "" && isChosen && isKnown && isReadable) map.set(header, field);
  }
  return Object.fromEntries(map);
}
