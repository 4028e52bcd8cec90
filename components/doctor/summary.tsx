import type { Section } from "@/lib/doctor/types";
import { useTranslations } from "@/lib/i18n/intl";

/** How many faults and warnings there are, or that there are none. */
export function Summary({ sections }: { sections: Section[] }) {
  const t = useTranslations("doctor");
  const count = (wanted: "fault" | "warning") =>
    sections.flatMap(({ findings }) => findings).filter(({ state }) => state === wanted).length;
  const [faults, warnings] = [count("fault"), count("warning")];
  return (
    <p className="flex flex-wrap gap-x-6 text-card font-medium">
      {faults + warnings === 0 && <span>{t("right")}</span>}
      {faults > 0 && <span className="text-danger">{t("faults", { count: faults })}</span>}
      {warnings > 0 && <span className="text-warning">{t("warnings", { count: warnings })}</span>}
    </p>
  );
}
