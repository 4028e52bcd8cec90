import { useSupplyAmount } from "@/components/readings/use-supply-words";
import { Disclosure } from "@/components/ui/disclosure";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import type { SupplyView } from "@/lib/readings/types";
import type { CustomerDevice } from "@/lib/support/types";

/** When a device last reported, and its readings as they are stored. */
export function DeviceReadings({ device: { supplies, reportedAt } }: { device: CustomerDevice }) {
  const t = useTranslations("customer");
  const format = useFormatter();
  const silent = supplies.filter(({ isSilent }) => isSilent).map(({ at }) => at?.getTime() ?? 0);
  return (
    <>
      <p className="text-meta text-muted tabular-nums">
        {reportedAt ? t("reported", { date: format.dateTime(reportedAt, "moment") }) : t("neverReported")}
      </p>
      {silent.length > 0 && (
        <p className="text-meta text-warning tabular-nums">
          {t("silentSince", { date: format.dateTime(new Date(Math.max(...silent)), "moment") })}
        </p>
      )}
      {supplies.length > 0 && (
        <Disclosure summary={t("readings.title")}>
          <ReadingTable supplies={supplies} />
        </Disclosure>
      )}
    </>
  );
}

function ReadingTable({ supplies }: { supplies: readonly SupplyView[] }) {
  const t = useTranslations("customer.readings");
  const low = useTranslations("levels")("low");
  const format = useFormatter();
  const writeAmount = useSupplyAmount();
  return (
    <table className="figures">
      <thead>
        <tr>
          <th>{t("slot")}</th>
          <th>{t("state")}</th>
          <th>{t("reading")}</th>
          <th>{t("at")}</th>
        </tr>
      </thead>
      <tbody>
        {supplies.map((supply) => (
          <tr key={supply.name}>
            <td>{supply.name}</td>
            <td className={supply.isLow ? "low" : undefined}>
              {writeAmount(supply)} {supply.isLow && <strong>{low}</strong>}
            </td>
            <td>{format.number(supply.value ?? 0, { maximumFractionDigits: 3 })}</td>
            <td>{supply.at && format.dateTime(supply.at, "moment")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
