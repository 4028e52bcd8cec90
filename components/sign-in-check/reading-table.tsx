import { CellLabel, StackedTable } from "@/components/staff/stacked-table";
import type { ClaimReading } from "@/lib/auth/types";
import { useTranslations } from "@/lib/i18n/intl";
import { cell } from "./cell";
import { useShape } from "./use-shape";

const columns = ["what", "claim", "shape", "reading"] as const;

/** What the portal made of the claims in a sign-in. */
export function ReadingTable({ readings }: { readings: ClaimReading[] }) {
  const t = useTranslations("signInCheck");
  const describeShape = useShape();
  return (
    <StackedTable columns={columns.map((name) => t(`columns.${name}`))}>
      {readings.map(({ field, claim, shape, value, fault }) => (
        <tr key={field} className="border-t border-line max-md:block max-md:py-3 md:h-10">
          <th scope="row" className={`${cell} font-medium`}>
            {t(`fields.${field}`)}
          </th>
          <td className={cell}>
            <CellLabel>{t("columns.claim")}</CellLabel>
            <code>{claim}</code>
          </td>
          <td className={cell}>
            <CellLabel>{t("columns.shape")}</CellLabel>
            {describeShape(shape)}
          </td>
          <td className={`${cell} ${fault ? "text-warning" : ""}`}>
            <CellLabel>{t("columns.reading")}</CellLabel>
            {fault ? t(`faults.${fault}`) : (value ?? t("nothing"))}
          </td>
        </tr>
      ))}
    </StackedTable>
  );
}
