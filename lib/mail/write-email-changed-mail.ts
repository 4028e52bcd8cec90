import { env } from "@/lib/env";
import type { Language } from "@/lib/i18n/languages";
import { getTranslator } from "@/lib/i18n/translator";
import type { Block, Letter } from "./types";
import { writeLetter } from "./write-letter";

/** Writes the notice to the old address after an address change. */
export async function writeEmailChangedMail({
  language,
  changedAt,
}: {
  language: Language;
  changedAt: Date;
}): Promise<Letter> {
  const t = await getTranslator(language);
  const { PARTNER_NAME: partner, PARTNER_SUPPORT_URL: support } = env();
  // The reader's time zone is unknown, so the text names the zone.
  const time = new Intl.DateTimeFormat(language, {
    ...{ year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit" },
    timeZone: "UTC",
    timeZoneName: "short",
  } as const).format(changedAt);
  const link: Block[] = support
    ? [{ kind: "link", label: t("mail.emailChanged.support", { partner }), href: support }]
    : [];
  return writeLetter(t, language, {
    subject: t("mail.emailChanged.subject", { partner }),
    title: t("mail.emailChanged.title"),
    blocks: [
      { kind: "text", text: t("mail.emailChanged.text", { partner, time }) },
      { kind: "text", text: t("mail.emailChanged.ifYou") },
      { kind: "text", text: t("mail.emailChanged.ifNotYou", { partner }) },
      ...link,
    ],
  });
}
