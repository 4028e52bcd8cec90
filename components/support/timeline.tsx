import { loneLink } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import type { Vendor } from "@/lib/devices/types";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import { withQuery } from "@/lib/routes";
import type { TimelineEntry, Timeline as TimelinePage } from "@/lib/support/types";

type Props = {
  timeline: TimelinePage;
  /** The customer's vendors; of several, the account's cards name the models. */
  vendors: readonly Vendor[];
  path: string;
};

/** The customer's history, newest first. */
export function Timeline({ timeline, vendors, path }: Props) {
  const t = useTranslations("customer.timeline");
  const { entries, isLater, next } = timeline;
  return (
    <section aria-labelledby="timeline" className="min-w-0">
      <h2 id="timeline" className="text-card font-medium">
        {t("title")}
      </h2>
      {isLater && (
        <a href={withQuery(path, {}, "timeline")} className={loneLink}>
          {t("newest")}
        </a>
      )}
      {entries.length === 0 && <p className="mt-3 text-muted">{t(isLater ? "noneOlder" : "none")}</p>}
      <ol className="mt-3 divide-y divide-line">
        {entries.map((entry) => (
          <Entry key={entry.key} entry={entry} vendors={vendors} />
        ))}
      </ol>
      {next && (
        <a href={withQuery(path, { before: next }, "timeline")} className={loneLink}>
          {t("older")}
        </a>
      )}
    </section>
  );
}

/** One event: what happened, its card, device or models, and state, who did it and when. */
function Entry({ entry, vendors }: { entry: TimelineEntry } & Pick<Props, "vendors">) {
  const t = useTranslations("customer.timeline");
  const cards = useTranslations("cards");
  const format = useFormatter();
  const { at, kind, card, device, vendorCode, staff, reason, state } = entry;
  const vendor = vendors.length > 1 && vendors.find((one) => one.vendorCode === vendorCode);
  const what = [
    card && cards(`${card}.title`),
    device && isolate(device),
    vendor && cards("forModels", { models: format.list(vendor.models) }),
    state && t(`states.${state}`),
  ];
  const who = staff && (staff.name ? isolate(staff.name) : t("someone"));
  return (
    <li className="py-2">
      <p className="font-medium">{t(kind)}</p>
      {what.some(Boolean) && <p>{what.filter(Boolean).join(" · ")}</p>}
      {reason && (
        <p>
          <bdi>{reason}</bdi>
        </p>
      )}
      <p className="text-meta text-muted tabular-nums">
        {who && `${who} · `}
        <time dateTime={at.toISOString()}>{format.dateTime(at, "moment")}</time>
      </p>
    </li>
  );
}
