import { deriveCode, loadCode } from "@/lib/codes";
import { findCodeReader, findReader } from "@/lib/customers";
import { env } from "@/lib/env";
import { LarderError } from "@/lib/errors";
import { findLinkMail } from "@/lib/hand-over";
import { chooseMailLanguage } from "@/lib/i18n/choose-language";
import type { LinkMail, Mail } from "@/lib/jobs";
import { type Letter, writeCodeMail, writeEmailChangedMail, writeLinkMail } from "@/lib/mail";
import { readId, scopeFor } from "@/lib/scope";
import { system } from "@/lib/viewer";

type Addressed = { to: string; letter: Letter };

/**
 * Finds the reader of a queued mail and writes it.
 * @returns null without a reader: the portal queues a mail whether or not it knows the address
 * @throws LarderError `mail-undeliverable` when the mail's code has expired
 */
export async function writeMail(mail: Mail, queuedAt: Date): Promise<Addressed | null> {
  if (mail.kind === "code") return writeCode(mail.codeId);
  if (mail.kind === "link") return writeLink(mail);
  const reader = await findCustomerReader(mail.customerId);
  if (!reader) return null;
  const letter = await writeEmailChangedMail({
    language: chooseMailLanguage(reader.language),
    changedAt: queuedAt,
  });
  return { to: mail.to, letter };
}

async function findCustomerReader(customerId: string) {
  const scope = scopeFor(system, customerId);
  return scope && findReader(scope);
}

async function writeCode(codeId: string): Promise<Addressed | null> {
  const { NEXTAUTH_SECRET, SELF_SIGN_UP } = env();
  const id = readId(codeId);
  const code = id && (await loadCode(id));
  if (!code || code.closed) return null;
  const reader = code.customerId
    ? await findCustomerReader(code.customerId)
    : await findCodeReader(code.email, { selfSignUp: SELF_SIGN_UP });
  if (!reader) return null;
  if (code.minutesLeft === 0)
    throw new LarderError("mail-undeliverable", "the code ran out before its mail could leave");
  const letter = await writeCodeMail({
    language: chooseMailLanguage(reader.language, code.language),
    purpose: code.purpose,
    code: deriveCode(codeId, NEXTAUTH_SECRET),
    minutes: code.minutesLeft,
  });
  return { to: code.email, letter };
}

async function writeLink(mail: LinkMail): Promise<Addressed | null> {
  const { DASH_COUNTRY_REGIONS: countryRegions, DASH_VENDOR_CODE: vendorCode } = env();
  const settings = { countryRegions, dash: { vendorCode } };
  const facts = await findLinkMail(mail, settings, chooseMailLanguage);
  if (!facts) return null;
  const { to, customer, device, vendor, card, portal, sender } = facts;
  const letter = await writeLinkMail({
    language: chooseMailLanguage(customer.language),
    card,
    device: device?.name ?? null,
    models: vendor?.models ?? null,
    path: portal,
    sender,
  });
  return { to, letter };
}
