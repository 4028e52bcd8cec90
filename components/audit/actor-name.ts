import type { AuditRow } from "@/lib/audit/types";
import { useTranslations } from "@/lib/i18n/intl";
import { formatShortId } from "./short-id";

/** Message keys for actors without a known name. */
const words = {
  staff: "member",
  client: "clientSystem",
  customer: "customerActor",
  system: "command",
} as const;

/** Returns a function that names an actor: by name if known, otherwise by kind and id. */
export function useActorName(): (actor: AuditRow["actor"]) => string {
  const t = useTranslations("audit");
  return ({ kind, id, name }) => name ?? t(words[kind], { id: formatShortId(id ?? "") });
}
