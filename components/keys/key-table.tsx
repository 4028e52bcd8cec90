import { StackedTable } from "@/components/staff/stacked-table";
import type { ApiKey } from "@/lib/api-keys/types";
import { useTranslations } from "@/lib/i18n/intl";
import { KeyRow } from "./key-row";

const columns = ["name", "scopes", "created", "state", "used"] as const;

/** The table of keys; on phones, each is a block of lines. */
export function KeyTable({ keys }: { keys: ApiKey[] }) {
  const t = useTranslations("keys.columns");
  return (
    <StackedTable columns={columns.map((name) => t(name))} hasButtons>
      {keys.map((key) => (
        <KeyRow key={key.id} apiKey={key} />
      ))}
    </StackedTable>
  );
}
