// Deletes audit events past their retention period.
import { parseArgs } from "node:util";
import { connect } from "@/launcher/connect";
import { purgeEvents } from "@/lib/audit";
import { createHandle } from "@/lib/db";
import { explainError } from "./explain-error";

const usage = "Usage: DATABASE_PURGE_URL=… npm run audit:purge -- --older-than 400d";
const role = "larder_purge";
/** In days. The minimum keeps a typo from deleting recent events. */
const [fewest, most] = [30, 36_500];

const hints = { "42501": `See docs/database.md for what to grant ${role}.` };

/**
 * Runs the command.
 * @returns a sentence that says what it did
 * @throws Error whose message says what to do
 */
export async function runAuditPurge(args: string[], url: string | undefined): Promise<string> {
  try {
    const days = readDays(args);
    if (!url)
      throw new Error(`DATABASE_PURGE_URL is not set: it must connect to the database as ${role}.\n${usage}`);
    const { removed, before } = await purge(url, days);
    return `Removed ${removed} events from before ${before.toISOString()}, and recorded that as audit.purged.`;
  } catch (error) {
    throw new Error(explainError(error, usage, hints), { cause: error });
  }
}

function readDays(args: string[]): number {
  const { "older-than": age } = parseArgs({ args, options: { "older-than": { type: "string" } } }).values;
  if (age === undefined) throw new Error(`--older-than is missing.\n${usage}`);
  const days = Number(age.match(/^(\d{1,5})d$/)?.[1]);
  if (days >= fewest && days <= most) return days;
  throw new Error(`--older-than ${age}: use days, from ${fewest}d to ${most}d, such as 400d.`);
}

async function purge(url: string, days: number) {
  const client = await connect(url);
  try {
    const { rows } = await client.query<{ name: string }>("select current_user::text as name");
    if (rows[0]?.name !== role)
      throw new Error(
        `DATABASE_PURGE_URL connects as ${rows[0]?.name}; only ${role} may remove anything from the audit.`,
      );
    return await purgeEvents(days, createHandle(client));
  } finally {
    await client.end();
  }
}
