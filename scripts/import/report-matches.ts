// Part of npm run import: who of a file would find their devices.
import { createReadStream } from "node:fs";
import path from "node:path";
import { createTranslator } from "next-intl";
import type { Tx } from "@/lib/db";
import { readSettings } from "@/lib/env";
import { chooseMatching, foundResults, type ImportWriter, type MatchReport, matchFile } from "@/lib/import";
import type { PartnerScope } from "@/lib/scope";
import english from "@/messages/en-US.json";
import { escapeUnprintable } from "@/scripts/link/words";
import type { Order, Streams } from "./usage";
import { describeFault, describeReading, formatCount } from "./words";

const t = createTranslator({ locale: "en-US", messages: english, namespace: "imports.match" });

/** Says what the first sign-ins of a file's people would do. @returns whether the file could be read */
export async function reportMatches(
  { customers }: ImportWriter,
  file: string,
  { reading }: Pick<Order, "reading">,
  { stdin, stdout }: Streams,
  tx: Tx,
): Promise<boolean> {
  const settings = readSettings(["SIGN_IN", "OIDC_EXTERNAL_ID_SOURCE", "OIDC_MATCH_EMAIL", "SELF_SIGN_UP"]);
  const name = escapeUnprintable(file === "-" ? "standard input" : path.basename(file));
  const matched = await matchFile(
    customers as PartnerScope<"customers:write">,
    file === "-" ? stdin : createReadStream(file),
    reading,
    chooseMatching(settings),
    tx,
  );
  if (!matched.ok) {
    stdout.write(`${name}: ${describeFault(matched.fault)}\n`);
    return false;
  }
  stdout.write(`${describeReport(name, matched.report, settings.SELF_SIGN_UP).join("\n")}\n`);
  return true;
}

function describeReport(
  name: string,
  { reading, rows, outcomes }: MatchReport,
  selfSignUp: boolean,
): string[] {
  const [format, ...columns] = describeReading(reading);
  const finding = foundResults.reduce((sum, outcome) => sum + outcomes[outcome].count, 0);
  return [
    `${name}: ${format}`,
    ...columns,
    t("summary", { found: finding, all: rows }),
    ...Object.entries(outcomes).flatMap(([outcome, { count, lines }]) => {
      if (count === 0) return [];
      const words = `  ${formatCount(count)}: ${t(`outcomes.${outcome as keyof typeof outcomes}`)}`;
      const isFound = (foundResults as readonly string[]).includes(outcome);
      const more = count > lines.length ? " …" : "";
      return [isFound ? words : `${words} ${t("lines", { count, lines: lines.join(", ") + more })}`];
    }),
    ...(finding < rows ? [t(selfSignUp ? "open" : "closed")] : []),
  ];
}
