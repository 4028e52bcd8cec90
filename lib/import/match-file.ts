import { recordEvent } from "@/lib/audit";
import { matchSignIns, type SignInId } from "@/lib/customers";
import type { MatchOutcome } from "@/lib/customers/types";
import { pool, preferIndexes, type Tx, transaction } from "@/lib/db";
import type { PartnerScope } from "@/lib/scope";
import { openFile } from "./files/open-file";
import type { FileFault, FileOptions, Row } from "./files/types";
import { type Matches, type MatchReport, matchResults } from "./types";
import { batchSize } from "./write-batch";

/** Lines that are told one by one for each outcome. */
const mostLines = 10;

type Scope = PartnerScope<"customers:read" | "customers:write">;
type Settings = Parameters<typeof matchSignIns>[2];

/** Chooses what decides whether a first sign-in finds a customer, from settings of the portal. */
export const chooseMatching = (settings: {
  SIGN_IN: readonly string[];
  OIDC_EXTERNAL_ID_SOURCE: "main" | "identity";
  OIDC_MATCH_EMAIL: boolean;
}): Settings => ({
  provider: settings.SIGN_IN.includes("oidc") ? settings.OIDC_EXTERNAL_ID_SOURCE : null,
  matchEmail: settings.OIDC_MATCH_EMAIL,
  byCode: settings.SIGN_IN.includes("email"),
});

/**
 * Finds out what first sign-ins of the people in a file would do. Writes only that somebody asked: the answer tells
 * who is a customer.
 */
export async function matchFile(
  scope: Scope,
  bytes: AsyncIterable<Uint8Array>,
  options: FileOptions,
  settings: Settings,
  tx: Tx = pool(),
): Promise<{ ok: true; report: MatchReport } | { ok: false; fault: FileFault }> {
  const opened = await openFile(bytes, { ...options, target: "customer", isPartial: true });
  if (!opened.ok) return opened;
  const outcomes = Object.fromEntries(
    matchResults.map((result) => [result, { count: 0, lines: [] }]),
  ) as unknown as MatchReport["outcomes"];
  const report = { reading: opened.reading, rows: 0, outcomes };
  let batch: Row[] = [];
  const flush = async () => {
    const found = await match(scope, batch, settings, tx);
    for (const [place, { line }] of batch.entries()) note(outcomes[found[place] as MatchOutcome], line);
    report.rows += batch.length;
    batch = [];
  };
  for await (const row of opened.rows) {
    if ("fault" in row) return { ok: false, fault: row.fault };
    batch.push(row);
    if (batch.length >= batchSize) await flush();
  }
  if (batch.length > 0) await flush();
  await recordEvent(scope.actor, { event: "customers.searched", customerIds: [], people: report.rows }, tx);
  return { ok: true, report };
}

function note(matches: Matches, line: number): void {
  matches.count += 1;
  if (matches.lines.length < mostLines) matches.lines.push(line);
}

/** Matches a batch. What is wrong in other columns does not matter here. */
async function match(
  scope: Scope,
  rows: readonly Row[],
  settings: Settings,
  tx: Tx,
): Promise<(MatchOutcome | "unread")[]> {
  const people = rows.map(({ item }) => readPerson(item));
  const asked = people.filter((person) => person !== null);
  const found = await transaction(async (within) => {
    await preferIndexes(within);
    return matchSignIns(scope, asked, settings, within);
  }, tx);
  const outcomes = found.values();
  return people.map((person) => (person ? (outcomes.next().value as MatchOutcome) : "unread"));
}

function readPerson(item: unknown): SignInId | null {
  const { externalId, email } = { ...(item as Record<string, unknown> | null) };
  const read = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
  const person = { externalId: read(externalId), email: read(email) };
  return person.externalId === null && person.email === null ? null : person;
}
