import type { Messages } from "next-intl";
import { env } from "@/lib/env";
import type { Language } from "@/lib/i18n/languages";
import { getTranslator } from "@/lib/i18n/translator";
import { toAbsolute } from "@/lib/routes";
import type { Letter } from "./types";
import { writeLetter } from "./write-letter";

type LinkMail = {
  language: Language;
  card: Exclude<keyof Messages["cards"], "forModels">;
  /** The device's name; null for the account-wide card. */
  device: string | null;
  /** Models that the account-wide card covers; null if it covers all. */
  models: readonly string[] | null;
  /** Path of the portal page that the mail links to. */
  path: string;
  /** Name of the member of staff who sends it; null if they have none. */
  sender: string | null;
};

/**
 * Writes the mail with a link to a card: who sends it and why, where it leads, and a warning against
 * phishing.
 */
export async function writeLinkMail(mail: LinkMail): Promise<Letter> {
  const { language, device, models, path, sender, ...rest } = mail;
  const t = await getTranslator(language);
  const { PARTNER_NAME: partner } = env();
  const card = t(`cards.${rest.card}.title`);
  const from = sender
    ? t("mail.link.from", { partner, name: sender })
    : t("mail.link.fromSupport", { partner });
  const covers = models
    ? [
        {
          kind: "text",
          text: t("cards.forModels", { models: new Intl.ListFormat(language).format(models) }),
        } as const,
      ]
    : [];
  return writeLetter(t, language, {
    subject: device
      ? t("mail.link.subjectDevice", { partner, card, device })
      : t("mail.link.subject", { partner, card }),
    title: t("mail.link.title"),
    blocks: [
      { kind: "text", text: from },
      {
        kind: "text",
        text: device ? t("mail.link.whatDevice", { card, device }) : t("mail.link.what", { partner, card }),
      },
      ...covers,
      { kind: "button", label: t("mail.link.open"), href: toAbsolute(path) },
      { kind: "text", text: t("mail.link.next") },
      { kind: "text", text: t("mail.link.secret") },
      { kind: "text", text: t("mail.link.ignore") },
    ],
  });
}
