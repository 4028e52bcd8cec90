import { field } from "@/components/ui/field";
import { isolate } from "@/components/ui/isolate";
import { useTranslations } from "@/lib/i18n/intl";

/** A column of a file: its header, the field that it fills, and those that it may fill. */
export type ColumnChoice = {
  header: string;
  field: string;
  options: readonly (readonly [value: string, text: string])[];
};

/** The columns of a file and what they become; those that are passed over stand in grey. */
export function ColumnTable({ columns, isOpen }: { columns: readonly ColumnChoice[]; isOpen: boolean }) {
  const t = useTranslations("imports.reading");
  return (
    <table className="mt-2 w-full table-fixed text-left">
      <thead className="text-meta text-muted">
        <tr>
          <th scope="col" className="h-8 w-2/5 pr-4 font-normal">
            {t("column")}
          </th>
          <th scope="col" className="h-8 font-normal">
            {t("field")}
          </th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one header.
          <ColumnRow key={index} index={index} column={column} isOpen={isOpen} />
        ))}
      </tbody>
    </table>
  );
}

type Row = { index: number; column: ColumnChoice; isOpen: boolean };

function ColumnRow({ index, column: { header, field: chosen, options }, isOpen }: Row) {
  const t = useTranslations("imports.reading");
  const isOut = chosen === "-";
  const look = isOut ? "text-muted" : "";
  const text = options.find(([value]) => value === chosen)?.[1] ?? chosen;
  const name = header.trim();
  return (
    <tr className="border-t border-line">
      <th scope="row" id={`header-${index}`} className={`py-1 pr-4 font-medium wrap-anywhere ${look}`}>
        {name === "" ? t("unnamed") : isolate(name)}
      </th>
      <td className={isOpen && name !== "" ? "py-1" : `h-10 py-1 ${look}`}>
        {isOpen && name !== "" ? (
          <>
            <input type="hidden" name={`header-${index}`} value={header} />
            <select
              name={`field-${index}`}
              defaultValue={chosen}
              aria-labelledby={`header-${index}`}
              className={`${field} ${look} text-ellipsis md:min-h-10 md:text-desk`}
            >
              {options.map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          </>
        ) : (
          text
        )}
      </td>
    </tr>
  );
}
