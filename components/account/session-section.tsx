import { button } from "@/components/ui/button";
import type { OwnSession } from "@/lib/auth/types";
import { formatDaysAgo } from "@/lib/i18n/days-ago";
import { useLocale, useNow, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { Section } from "./section";
import { useAgentName } from "./use-agent-name";

/** The list of the customer's sessions, with buttons to end any other one or all of them. */
export function SessionSection({ sessions }: { sessions: OwnSession[] }) {
  const t = useTranslations("account.sessions");
  const nameAgent = useAgentName();
  const language = useLocale();
  const now = useNow();
  return (
    <Section id="sessions" title={t("title")}>
      <ul className="mt-2 divide-y divide-line">
        {sessions.map(({ id, seenAt, current, ...agent }) => (
          <li key={id} className="flex min-h-18 flex-wrap items-center justify-between gap-x-4 py-2">
            <p id={`session-${id}`}>
              {nameAgent(agent)}
              {current && (
                <span className="ml-3 inline-block rounded-full bg-sunken px-3 py-1 text-meta">
                  {t("current")}
                </span>
              )}
              <span className="block text-meta text-muted">{formatDaysAgo(seenAt, now, language)}</span>
            </p>
            {!current && (
              <form method="post" action={routes.endSession()}>
                <input type="hidden" name="session" value={id} />
                <button type="submit" aria-describedby={`session-${id}`} className={button.secondary}>
                  {t("signOut")}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      <form
        method="post"
        action={routes.endSession()}
        className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2"
      >
        <input type="hidden" name="session" value="all" />
        <button type="submit" aria-describedby="everywhere" className={button.secondary}>
          {t("everywhere")}
        </button>
        <span id="everywhere" className="text-meta text-muted">
          {t("everywhereText")}
        </span>
      </form>
    </Section>
  );
}
