import { SlotList } from "@/components/devices/slot-list";
import { loneLink, textLink } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
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

/** Rows that stand open; of more than one more, the others are behind a summary. */
const open = 3;

/** A device's supplies: what is left, lowest first, and what follows from it. */
export function SupplyList({ deviceId, supplies, showsLevels, noLevel }: Props) {
  const t = useTranslations();
  if (supplies.length === 0) return null;
  const read = supplies.filter(({ at }) => at !== null);
  const unread = supplies.filter(({ at }) => at === null);
  const isSplit = read.length > open + 1;
  return (
    <section aria-labelledby="supplies" className="levels">
      <header>
        <h2 id="supplies">{t("device.supplies")}</h2>
        {read.length > 0 ? (
          <a href={routes.levels({ deviceId })} className={loneLink}>
            {t("levels.history")}
          </a>
        ) : null}
      </header>
      {read.length > 0 ? <SupplyRows supplies={isSplit ? read.slice(0, open) : read} /> : null}
      {isSplit ? (
        <Disclosure summary={t("levels.all", { count: read.length })}>
          <SupplyRows supplies={read.slice(open)} />
        </Disclosure>
      ) : null}
      {unread.length > 0 ? <SlotList slots={unread} noLevel={showsLevels ? noLevel : undefined} /> : null}
      {showsLevels ? read.length > 0 ? <State supplies={read} /> : null : <Off />}
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
        const lasts = rest && t(`rest.${rest.kind}`, { count: "count" in rest ? rest.count : 0 });
        return (
          <li key={name} {...(isLow && { className: "low" })}>
            <b>
              {name}
              {isLow ? <strong>{lasts ? `${t("low")}, ${lasts}` : t("low")}</strong> : null}
              {lasts && !isLow ? <small>{lasts}</small> : null}
            </b>
            {share === null ? null : <Gauge share={share} old={isSilent} />}
            <span>{writeAmount(supply)}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** When the levels were read, and what follows from them; the worst state speaks. */
function State({ supplies }: { supplies: readonly SupplyView[] }) {
  const t = useTranslations("levels");
  const format = useFormatter();
  const ago = useAgo();
  const writeLast = (some: readonly SupplyView[]) =>
    ago(new Date(Math.max(...some.map(({ at }) => at?.getTime() ?? 0))));
  const low = supplies.filter(({ isLow }) => isLow);
  const silent = supplies.filter(({ isSilent }) => isSilent);
  const names = format.list(low.map(({ name }) => name));
  const uses = supplies.some(({ sensor }) => sensor === "usage");
  const read = t("read", { ago: writeLast(supplies) });
  if (low.length > 0)
    return (
      <p className="low">
        {t(low.length === 1 ? "lowOne" : "lowSome", { supplies: names })}{" "}
        <small className="whitespace-nowrap">{read}</small>
      </p>
    );
  if (silent.length > 0) return <p>{t("silent", { ago: writeLast(silent) })}</p>;
  return (
    <p>
      {uses ? t("kept") : null} <small className="whitespace-nowrap">{read}</small>
    </p>
  );
}

/** That there are no levels because the owner does not want them, and where to change that. */
function Off() {
  const t = useTranslations("levels");
  return (
    <p>
      {t.rich("off", {
        link: (words) => (
          <a href={`${routes.account()}#levels`} className={textLink}>
            {words}
          </a>
        ),
      })}
    </p>
  );
}
