import { SlotList } from "@/components/devices/slot-list";
import { textLink } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Notice } from "@/components/ui/notice";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import type { SupplyView } from "@/lib/readings/types";
import { routes } from "@/lib/routes";
import { Gauge } from "./gauge";
import { useAgo, useSupplyAmount } from "./use-supply-words";

type Props = {
  deviceId: string;
  /** As `viewSupplies` orders them. */
  supplies: readonly SupplyView[];
  /** Whether the owner wants levels. */
  showsLevels: boolean;
  /** What the partner says while there is no level. */
  noLevel: string | null;
};

/** Rows that stand open; of more, the others are behind a summary. */
const open = 3;

/** A device's supplies: what is left, lowest first, and what follows from it. */
export function SupplyList({ deviceId, supplies, showsLevels, noLevel }: Props) {
  const t = useTranslations();
  const ago = useAgo();
  const read = supplies.filter(({ at }) => at !== null);
  const unread = supplies.filter(({ at }) => at === null);
  if (supplies.length === 0) return null;
  const last = Math.max(...read.map(({ at }) => at?.getTime() ?? 0));
  const isSplit = read.length > open + 1;
  return (
    <section aria-labelledby="supplies" className="levels">
      <h2 id="supplies">{t("device.supplies")}</h2>
      {read.length > 0 && (
        <>
          <small>{t("levels.read", { ago: ago(new Date(last)) })}</small>
          <SupplyRows supplies={isSplit ? read.slice(0, open) : read} />
          {isSplit && (
            <Disclosure summary={t("levels.all", { count: read.length })}>
              <SupplyRows supplies={read.slice(open)} />
            </Disclosure>
          )}
        </>
      )}
      {unread.length > 0 && <SlotList slots={unread} noLevel={showsLevels ? noLevel : undefined} />}
      {showsLevels ? (
        <State supplies={read} />
      ) : (
        <p>
          {t.rich("levels.off", {
            link: (words) => (
              <a href={routes.account()} className={textLink}>
                {words}
              </a>
            ),
          })}
        </p>
      )}
      {read.length > 0 && (
        <a href={routes.levels({ deviceId })} className="link link-lone">
          {t("levels.history")}
        </a>
      )}
    </section>
  );
}

function SupplyRows({ supplies }: { supplies: readonly SupplyView[] }) {
  const t = useTranslations("levels");
  const writeAmount = useSupplyAmount();
  return (
    <ul className="supplies">
      {supplies.map((supply) => {
        const { name, share, isLow, isSilent, rest } = supply;
        return (
          <li key={name} className={isLow ? "low" : undefined}>
            <b>{name}</b>
            {share === null ? null : <Gauge share={share} old={isSilent} />}
            <span>{writeAmount(supply)}</span>
            {isLow ? <strong>{t("low")}</strong> : null}
            {rest ? (
              <small>{t(`rest.${rest.kind}`, { count: "count" in rest ? rest.count : 0 })}</small>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

/** What follows from the levels; the worst state speaks. */
function State({ supplies }: { supplies: readonly SupplyView[] }) {
  const t = useTranslations("levels");
  const format = useFormatter();
  const ago = useAgo();
  const low = supplies.filter(({ isLow }) => isLow);
  if (low.length > 0)
    return (
      <Notice>
        {t(low.length === 1 ? "lowOne" : "lowSome", { supplies: format.list(low.map(({ name }) => name)) })}
      </Notice>
    );
  const silent = supplies.filter(({ isSilent }) => isSilent);
  const last = Math.max(...silent.map(({ at }) => at?.getTime() ?? 0));
  if (silent.length > 0) return <p>{t("silent", { ago: ago(new Date(last)) })}</p>;
  return supplies.some(({ sensor }) => sensor === "usage") ? <p>{t("kept")}</p> : null;
}
