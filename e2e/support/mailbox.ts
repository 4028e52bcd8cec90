// The sandbox's mailbox: what mail arrived for whom, and how the mail servers behave.
import { expect } from "playwright/test";
import { mailbox } from "./addresses";

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
export async function mailsTo(address: string): Promise<ArrivedMail[]> {
  const answer = await fetch(`${mailbox()}/mails?format=json&to=${encodeURIComponent(address)}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as ArrivedMail[];
}

/** Waits for the latest mail to an address: the `count`th, where several are expected. */
export async function latestMail(address: string, count = 1): Promise<ArrivedMail> {
  await expect
    .poll(async () => (await mailsTo(address)).length, {
      message: `mails to ${address}`,
      timeout: 20_000,
    })
    .toBeGreaterThanOrEqual(count);
  return (await mailsTo(address))[0] as ArrivedMail;
}

/** Waits for the latest code sent to an address; after asking again, for the `count`th. */
export async function latestCode(address: string, count = 1): Promise<string> {
  const { text } = await latestMail(address, count);
  const [code] = text.match(/^\d{8}$/m) ?? [];
  if (!code) throw new Error(`The mail to ${address} has no code:\n${text}`);
  return code;
}

/** What the mail servers do from now on. */
export async function mailboxBehaves(mode: "accept" | "refuse" | "reject" | "hang" | "late"): Promise<void> {
  const answer = await fetch(`${mailbox()}/control`, { method: "POST", body: new URLSearchParams({ mode }) });
  expect(answer.status).toBe(200);
}

/** Forgets all mail, and behaves normally again. */
export async function resetMailbox(): Promise<void> {
  for (const path of ["/mails", "/control"])
    expect((await fetch(`${mailbox()}${path}`, { method: "DELETE" })).status).toBe(204);
}
