import type { EventDetails } from "@/lib/audit/types";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";

/** Returns a function that says how much a batch of an import wrote, or a list revoked; nothing where it is nothing. */
export function useWritten(): (details: EventDetails) => string | null {
  const t = useTranslations("audit");
  const format = useFormatter();
  return ({ customers = 0, devices = 0, removed = 0, units = 0 }) => {
    const pieces = [
      ...(customers > 0 ? [t("customers", { count: customers })] : []),
      ...(devices > 0 ? [t("devices", { count: devices })] : []),
      ...(units > 0 ? [t("codes", { count: units })] : []),
      ...(removed > 0 ? [t("devicesRemoved", { count: removed })] : []),
    ];
    return pieces.length > 0 ? format.list(pieces, { type: "unit" }) : null;
  };
}
