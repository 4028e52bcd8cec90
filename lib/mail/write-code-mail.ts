import { env } from "@/lib/env";
import type { Language } from "@/lib/i18n/languages";
import { getTranslator } from "@/lib/i18n/translator";
import type { Letter } from "./types";
import { writeLetter } from "./write-letter";

type CodeMail = {
  language: Language;
  purpose: "sign-in" | "change-email";
  /** Eight digits. */
  code: string;
  /** Minutes for which the code is still valid. */
  minutes: number;
};

/** Writes the mail with a code. Subject and first lines leave it out, because a locked phone shows them. */
export async function writeCodeMail({ language, purpose, code, minutes }: CodeMail): Promise<Letter> {
  const t = await getTranslator(language);
  const partner = env().PARTNER_NAME;
  return writeLetter(t, language, {
    subject: t("mail.code.subject", { partner }),
    title: t("mail.code.title"),
    blocks: [
      { kind: "text", text: t(`mail.code.${purpose}.text`, { partner }) },
      { kind: "code", code },
      { kind: "text", text: t("mail.code.validity", { minutes }) },
      { kind: "text", text: t("mail.code.secret", { partner }) },
      { kind: "text", text: t(`mail.code.${purpose}.ignore`) },
    ],
  });
}
