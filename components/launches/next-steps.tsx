import type { Channel } from "@/lib/dash/types";
import { useTranslations } from "@/lib/i18n/intl";
import { useCountryInSentence } from "./not-offered";

type Props = {
  channel: Channel;
  host: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
};

/** The note above the cards: where they lead, what we pass on, and that opening orders nothing. */
export function NextSteps({ channel, host, country }: Props) {
  const t = useTranslations("device");
  const nameCountry = useCountryInSentence();
  return (
    <p className="max-w-words text-muted">
      {t.rich(channel === "app" ? "nextApp" : "next", {
        country: nameCountry(country),
        host: () => <strong className="font-medium whitespace-nowrap text-ink">{host}</strong>,
      })}
    </p>
  );
}
