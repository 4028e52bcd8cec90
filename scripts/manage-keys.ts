// Makes, lists and revokes keys.
import { parseArgs } from "node:util";
import { connect } from "@/launcher/connect";
import { createKey, listKeys, revokeKey } from "@/lib/api-keys";
import type { ApiKey } from "@/lib/api-keys/types";
import { createHandle, type Tx } from "@/lib/db";
import { type Id, readId } from "@/lib/scope";
import { system } from "@/lib/viewer";
import { explainError } from "./explain-error";
import { readNewKey } from "./read-new-key";

const usage = `Usage: npm run keys -- create --name "Web shop" --for shop [--days 90]
       npm run keys -- create --name "Import" --scopes customers:write,devices:write [--days 90]
       npm run keys -- list
       npm run keys -- revoke ID-or-first-characters`;

/** What a command prints: to standard output the answer alone, to standard error what a person reads. */
type Said = { answer: string; explanation: string };

/**
 * Runs the command.
 * @throws Error whose message says what is wrong and what would be right
 */
export async function runKeys(args: string[], url: string): Promise<Said> {
  try {
    const [command = "", ...rest] = args;
    const run = commands[command];
    if (!run)
      throw new Error(`${command ? `${command} is no command` : "The command is missing"}.\n${usage}`);
    const client = await connect(url);
    try {
      return await run(rest, createHandle(client));
    } finally {
      await client.end();
    }
  } catch (error) {
    throw new Error(explainError(error, usage), { cause: error });
  }
}

const commands: Record<string, (args: string[], tx: Tx) => Promise<Said>> = { create, list, revoke };

async function create(args: string[], tx: Tx): Promise<Said> {
  const given = readNewKey(args);
  const created = await createKey(system, given, tx);
  if (!created.ok) throw new Error("The audit could not be written, so no key was made.");
  const { id, text, expiresAt } = created.value;
  return {
    answer: text,
    explanation: `Made the key ${given.name} (${id}) for ${given.scopes.join(", ")}. It expires on ${writeDay(expiresAt)}.
It is shown only this once: keep it where your system keeps its secrets.`,
  };
}

const writeDay = (date: Date) => date.toISOString().slice(0, 10);

async function list(args: string[], tx: Tx): Promise<Said> {
  parseArgs({ args, options: {} });
  const keys = await listKeys(system, tx);
  if (keys.length === 0) return { answer: "", explanation: "There are no keys yet." };
  const rows = keys.map(({ id, hint, state, expiresAt, usedAt, scopes, name }) => [
    ...[id, `${hint}…`, state, writeDay(expiresAt)],
    ...[usedAt ? `${usedAt.toISOString().slice(0, 16)}Z` : "never", name, scopes.join(",")],
  ]);
  return {
    answer: writeTable([["ID", "KEY", "STATE", "EXPIRES", "USED", "NAME", "SCOPES"], ...rows]),
    explanation: "",
  };
}

function writeTable(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

async function revoke(args: string[], tx: Tx): Promise<Said> {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
  const [which, ...more] = positionals;
  if (!which || more.length > 0)
    throw new Error(`Name one key to revoke, by its id or first characters.\n${usage}`);
  const { id, name } = chooseKey(which, await listKeys(system, tx));
  const revoked = await revokeKey(system, id as Id, tx);
  if (!revoked.ok) throw new Error("The audit could not be written, so nothing was revoked.");
  return {
    answer: "",
    explanation: revoked.value.isFirst
      ? `Revoked the key ${name} (${id}). Requests with it are refused from now on.`
      : `The key ${name} (${id}) was already revoked.`,
  };
}

/** Chooses the key that a text means; of several with the same first characters, the one in use. */
function chooseKey(text: string, keys: ApiKey[]): ApiKey {
  const id = readId(text);
  const found = keys.filter((key) => key.id === id || key.hint === text.replace(/…$/, ""));
  const unrevoked = found.filter(({ revokedAt }) => !revokedAt);
  const [key, ...more] = unrevoked.length > 0 ? unrevoked : found;
  if (!key) throw new Error(`There is no key ${text}. See the ids: npm run keys -- list`);
  if (more.length > 0)
    throw new Error(
      `Several keys begin with ${text}. Name one by its id: ${unrevoked.map((each) => each.id).join(", ")}`,
    );
  return key;
}
