import { Icon } from "@/components/ui/icon";
import type { Channel } from "@/lib/dash/types";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

type Props = {
  deviceId: string;
  channel: Channel;
  /** The card that a link asks for; it leads in both channels. */
  card: string | undefined;
};

/** The choice between browser and Alexa app for all cards of a device. As links, it needs no JavaScript. */
export function ChannelChoice({ deviceId, channel, card }: Props) {
  const t = useTranslations("device");
  return (
    <nav aria-label={t("openIn")} className="switch">
      {(["website", "app"] as const).map((each) => (
        <a
          key={each}
          href={routes.device({ deviceId }, { card, via: each === "app" ? "app" : null })}
          {...(each === channel && { "aria-current": "true" })}
        >
          {each === channel && <Icon name="check" className="size-4" />}
          {t(each)}
        </a>
      ))}
    </nav>
  );
}
