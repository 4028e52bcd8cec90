import { Icon } from "@/components/ui/icon";
import type { Channel } from "@/lib/dash/types";
import { useTranslations } from "@/lib/i18n/intl";

type Props = {
  channel: Channel;
  /** Builds the page's path with the app chosen, or with neither. */
  buildPath: (via: "app" | null) => string;
};

/** The choice between browser and Alexa app for all cards on a page. As links, it needs no JavaScript. */
export function ChannelChoice({ channel, buildPath }: Props) {
  const t = useTranslations("device");
  return (
    <nav aria-label={t("openIn")} className="switch">
      {(["website", "app"] as const).map((each) => (
        <a
          key={each}
          href={buildPath(each === "app" ? "app" : null)}
          {...(each === channel && { "aria-current": "true" })}
        >
          {each === channel && <Icon name="check" className="size-4" />}
          {t(each)}
        </a>
      ))}
    </nav>
  );
}
