import type { OwnSignIn } from "@/lib/auth/types";
import { formatDaysAgo } from "@/lib/i18n/days-ago";
import { useLocale, useNow, useTranslations } from "@/lib/i18n/intl";
import { Section } from "./section";
import { useAgentName } from "./use-agent-name";

/** The list of the customer's last sign-ins, and what to do about a stranger's. */
export function SignInSection({ signIns, partner }: { signIns: OwnSignIn[]; partner: string }) {
  const t = useTranslations("account");
  const nameAgent = useAgentName();
  const language = useLocale();
  const now = useNow();
  return (
    <Section id="sign-ins" title={t("signIns.title")}>
      <ul className="mt-2 divide-y divide-line">
        {signIns.map(({ id, method, at, ...agent }) => (
          <li key={id} className="py-3">
            {nameAgent(agent)}
            <span className="block text-meta text-muted">
              {t(`signIns.${method}`, { when: formatDaysAgo(at, now, language), partner })}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-2 max-w-words text-muted">
        {t("signIns.text", { everywhere: t("sessions.everywhere") })}
      </p>
    </Section>
  );
}
