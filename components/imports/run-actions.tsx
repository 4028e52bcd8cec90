import { button } from "@/components/ui/button";
import { useTranslations } from "@/lib/i18n/intl";
import type { ImportRun } from "@/lib/import/types";
import { routes } from "@/lib/routes";
import { sumOutcomes } from "./sum-outcomes";

/** The buttons that apply what was checked, or drop it. */
export function RunActions({ run }: { run: ImportRun }) {
  const t = useTranslations("imports.run");
  const { id: importId, state, findings, finishedAt, hasFile, writes, source, isStuck, fault } = run;
  const isOpen = source === "browser" && !writes && (state !== "checking" || isStuck);
  if (!isOpen) return null;
  const sums = sumOutcomes(findings);
  const removes = fault === null && (findings.missing?.devices ?? 0) > 0;
  const changes = sums.new + sums.changed > 0 || removes;
  const canApply = state === "checked" && hasFile;
  return (
    <div>
      {canApply && !changes && <p className="mb-3 max-w-words text-body">{t("same")}</p>}
      <div className="flex flex-wrap gap-3">
        {canApply && changes && (
          <form method="post" action={routes.applyImport({ importId })} className="max-sm:w-full">
            <input type="hidden" name="seen" value={finishedAt?.toISOString() ?? ""} />
            <button type="submit" className={`${button.primary} max-sm:w-full`}>
              {t("apply")}
            </button>
          </form>
        )}
        <form method="post" action={routes.discardImport({ importId })} className="max-sm:w-full">
          <button type="submit" className={`${button.secondary} max-sm:w-full`}>
            {t("discard")}
          </button>
        </form>
      </div>
    </div>
  );
}
