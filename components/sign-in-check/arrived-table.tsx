import { CellLabel, StackedTable } from "@/components/staff/stacked-table";
import { isolate } from "@/components/ui/isolate";
import type { SignInReport } from "@/lib/auth/types";
import { useTranslations } from "@/lib/i18n/intl";
import { cell } from "./cell";
import { useShape } from "./use-shape";

const columns = ["claim", "shape", "value"] as const;

/** All claims of a sign-in, as they arrived. */
export function ArrivedTable({ claims }: { claims: SignInReport["arrived"] }) {
  const t = useTranslations("signInCheck");
  const describeShape = useShape();
  return (
    <StackedTable columns={columns.map((name) => t(`columns.${name}`))}>
      {claims.map(({ claim, shape, value }) => (
        <tr key={claim} className="border-t border-line max-md:block max-md:py-3 md:h-10">
          <th scope="row" className={`${cell} font-normal`}>
            <code>{claim}</code>
          </th>
          <td className={`${cell} text-muted md:whitespace-nowrap`}>
            <CellLabel>{t("columns.shape")}</CellLabel>
            {describeShape(shape)}
          </td>
          <td className={cell}>
            <CellLabel>{t("columns.value")}</CellLabel>
            {isolate(value)}
          </td>
        </tr>
      ))}
    </StackedTable>
  );
}
