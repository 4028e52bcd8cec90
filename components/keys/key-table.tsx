import { useTranslations } from "next-intl";
import type { ApiKey } from "@/lib/api-keys/types";
import { KeyRow } from "./key-row";

const columns = ["name", "scopes", "created", "state", "used"] as const;

/** The table of keys; on phones, each is a block of lines. */
export function KeyTable({ keys }: { keys: ApiKey[] }) {
  const t = useTranslations("keys.columns");
  return (
    <table className="w-full text-left tabular-nums max-md:block">
      <thead className="text-meta text-muted max-md:sr-only">
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col" className="h-8 pr-4 font-normal">
              {t(name)}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody className="max-md:block">
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} />
        ))}
      </tbody>
    </table>
  );
}
