// Part of npm run import: what was found, in words.
import { createTranslator } from "next-intl";
import {
  encodingNames,
  type FileReading,
  type ImportCounts,
  type Outcome,
  type Reason,
  type Repair,
  type RunFault,
  type RunFindings,
} from "@/lib/import";
import { describeWith } from "@/lib/import/words";
import english from "@/messages/en-US.json";
import { escapeUnprintable } from "@/scripts/link/words";

const t = createTranslator({ locale: "en-US", messages: english, namespace: "imports" });
const words = describeWith(t as never);

/** The option that helps, where the words, which are those of the page, say to choose. */
const helpful: Partial<Record<Reason["code"] | RunFault["code"], string>> = {
  "date-ambiguous": "--dates",
  "encoding-broken": "--encoding",
  "columns-unknown": "--map",
  "columns-missing": "--map",
  "field-twice": "--map",
  "header-unknown": "--map",
  "sync-many": "--force",
};

const addOption = ({ code }: Reason | RunFault, text: string): string =>
  helpful[code] ? `${text} Option: ${helpful[code]}` : text;

export const describeReasons = (reasons: readonly Reason[]): string =>
  reasons.map((reason) => addOption(reason, words.reason(reason))).join(" ");

export const describeFault = (fault: RunFault): string =>
  escapeUnprintable(addOption(fault, words.fault(fault)));

export const formatCount = (count: number): string => count.toLocaleString("en-US");

const count = (amount: number, one: string, many = `${one}s`): string =>
  `${formatCount(amount)} ${amount === 1 ? one : many}`;

const delimiters: Record<string, string> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" };

/** Says how a file was understood. */
export function describeReading({
  format,
  encoding,
  delimiter,
  target,
  columns,
  layout,
}: FileReading): string[] {
  const parts = [
    format === "csv" ? "CSV" : "NDJSON",
    encodingNames[encoding],
    ...(delimiter ? [delimiters[delimiter] ?? delimiter] : []),
    ...(target ? [`${target}s`] : []),
    ...(layout ? [`the layout ${layout}`] : []),
  ];
  const width = Math.max(0, ...columns.map(({ header }) => [...header].length));
  return [
    parts.join(", "),
    ...columns.map(({ header, field }) =>
      escapeUnprintable(
        `  ${header}${" ".repeat(width - [...header].length)}  ${field ? `→ ${field}` : "passed over"}`,
      ),
    ),
  ];
}

const outcomeWords: Record<Outcome, string> = {
  new: "new",
  changed: "changed",
  same: "the same",
  left: "left out",
  rejected: "rejected",
};

function describeTally(kind: "customer" | "device", tally: Record<Outcome, number>): string[] {
  const all = Object.values(tally).reduce((sum, each) => sum + each, 0);
  if (all === 0) return [];
  const parts = Object.entries(tally).flatMap(([outcome, amount]) =>
    amount > 0 ? [`${formatCount(amount)} ${outcomeWords[outcome as Outcome]}`] : [],
  );
  return [`${count(all, kind)}: ${parts.join(", ")}`];
}

/** Says what became of the rows; `left` are those whose customers want it so. */
export function describeFindings(
  { counts, repairs, shared, sharedCount, missing }: RunFindings,
  dryRun: boolean,
): string[] {
  const { customers, devices, unread, removed } = counts;
  return [
    ...describeTally("customer", customers),
    ...describeTally("device", devices),
    ...(customers.left > 0
      ? [`Left out: ${count(customers.left, "customer")} who deleted their account.`]
      : []),
    ...(devices.left > 0 ? [`Left out: ${count(devices.left, "device")} that the owner removed.`] : []),
    ...(unread > 0 ? [`${count(unread, "row")} that could not be read`] : []),
    ...(missing
      ? [
          `The file lacks ${formatCount(missing.devices)} of ${count(missing.of, "device")} that an import or the API made.`,
        ]
      : []),
    ...(missing && !dryRun ? [`Removed: ${count(removed, "device")}`] : []),
    ...repairs.map((repair) => `Repaired in ${count(repair.count, "row")}: ${describeRepair(repair)}`),
    ...(sharedCount > 0
      ? [
          `${count(sharedCount, "row")} with an address that other customers have, so that nobody can sign in with a code sent to it: lines ${shared.slice(0, 10).join(", ")}${sharedCount > 10 ? " …" : ""}`,
        ]
      : []),
  ].map(escapeUnprintable);
}

const describeRepair = (repair: Repair): string => words.repair(repair);

/** Counts the rows that were dealt with. */
export const countRows = ({ customers, devices, unread }: ImportCounts): number =>
  [customers, devices].flatMap((tally) => Object.values(tally)).reduce((sum, each) => sum + each, unread);
