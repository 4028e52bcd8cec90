import { existsSync } from "node:fs";
import { createKey, listKeys } from "@/lib/api-keys";
import { maxDays } from "@/lib/api-keys/types";
import { createHandle } from "@/lib/db";
import { system } from "@/lib/viewer";
import { connect } from "./connect";
import { readSecret, writeSecret } from "./secrets";

/** A key with which devices report. */
export type ReportKey = {
  text: string;
  /** Whether the database has never known one of this file, so that no device has reported to it. */
  isFirst: boolean;
};

/** Reads the key from a file; makes another if that one has ended or the database does not know it. */
export async function keepReportKey(file: string, ownerUrl: string): Promise<ReportKey> {
  const client = await connect(ownerUrl);
  try {
    const tx = createHandle(client);
    const text = existsSync(file) ? readSecret(file) : "";
    const known = (await listKeys(system, tx)).find(({ hint }) => text.startsWith(hint));
    if (known?.state === "active" || known?.state === "expiring") return { text, isFirst: false };
    const wanted = { name: "Simulated devices", scopes: ["reports:write" as const], days: maxDays };
    const made = await createKey(system, wanted, tx);
    if (!made.ok) throw new Error(`No key for the simulated devices: ${made.problems[0].code}`);
    writeSecret(file, made.value.text);
    return { text: made.value.text, isFirst: known === undefined };
  } finally {
    await client.end();
  }
}
