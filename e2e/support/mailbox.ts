// Reads the sandbox's mailbox and sets the mail servers' behaviour.
import { expect } from "playwright/test";
import { getMailboxUrl } from "./addresses";

export type ArrivedMail = {
  id: string;
  subject: string;
  text: string;
  html: string;
  /** Every link that a reader or a mail scanner could follow. */
  links: string[];
  headers: { name: string; value: string }[];
};

/** Lists the mail to an address, newest first. */
export async function listMailsTo(address: string): Promise<ArrivedMail[]> {
  const answer = await fetch(`${getMailboxUrl()}/mails?format=json&to=${encodeURIComponent(address)}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as ArrivedMail[];
}

/** Waits until an address has `count` mails. @returns the latest */
export async function findLatestMail(address: string, count = 1): Promise<ArrivedMail> {
  await expect
    .poll(async () => (await listMailsTo(address)).length, { message: `mails to ${address}` })
    .toBeGreaterThanOrEqual(count);
  return (await listMailsTo(address))[0] as ArrivedMail;
}

/** Waits until an address has `count` mails. @returns the code in the latest */
export async function findLatestCode(address: string, count = 1): Promise<string> {
  const { text } = await findLatestMail(address, count);
  const [code] = text.match(/^\d{8}$/m) ?? [];
  if (!code) throw new Error(`The mail to ${address} has no code:\n${text}`);
  return code;
}

/** Sets the mail servers' behaviour. */
export async function setMailboxBehaviour(
  mode: "accept" | "refuse" | "reject" | "hang" | "late",
): Promise<void> {
  const answer = await fetch(`${getMailboxUrl()}/control`, {
    method: "POST",
    body: new URLSearchParams({ mode }),
  });
  expect(answer.status).toBe(200);
}

/** Deletes all mail and restores normal behaviour. */
export async function resetMailbox(): Promise<void> {
  for (const path of ["/mails", "/control"])
    expect((await fetch(`${getMailboxUrl()}${path}`, { method: "DELETE" })).status).toBe(204);
}
