// The sandbox's mailbox: what mail arrived for whom, and how the mail servers behave.
import { expect } from "playwright/test";
import { getMailboxUrl } from "./addresses";

export type ArrivedMail = {
  id: string;
  subject: string;
  text: string;
  html: string;
  /** Every address that a reader, or a scanner before them, could follow. */
  links: string[];
  headers: { name: string; value: string }[];
};

/** The mails to an address, newest first. */
export async function listMailsTo(address: string): Promise<ArrivedMail[]> {
  const answer = await fetch(`${getMailboxUrl()}/mails?format=json&to=${encodeURIComponent(address)}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as ArrivedMail[];
}

/** Waits for the latest mail to an address: the `count`th, where several are expected. */
export async function findLatestMail(address: string, count = 1): Promise<ArrivedMail> {
  await expect
    .poll(async () => (await listMailsTo(address)).length, {
      message: `mails to ${address}`,
      timeout: 20_000,
    })
    .toBeGreaterThanOrEqual(count);
  return (await listMailsTo(address))[0] as ArrivedMail;
}

/** Waits for the latest code sent to an address; after asking again, for the `count`th. */
export async function findLatestCode(address: string, count = 1): Promise<string> {
  const { text } = await findLatestMail(address, count);
  const [code] = text.match(/^\d{8}$/m) ?? [];
  if (!code) throw new Error(`The mail to ${address} has no code:\n${text}`);
  return code;
}

/** What the mail servers do from now on. */
export async function setMailboxBehaviour(
  mode: "accept" | "refuse" | "reject" | "hang" | "late",
): Promise<void> {
  const answer = await fetch(`${getMailboxUrl()}/control`, {
    method: "POST",
    body: new URLSearchParams({ mode }),
  });
  expect(answer.status).toBe(200);
}

/** Forgets all mail, and behaves normally again. */
export async function resetMailbox(): Promise<void> {
  for (const path of ["/mails", "/control"])
    expect((await fetch(`${getMailboxUrl()}${path}`, { method: "DELETE" })).status).toBe(204);
}
