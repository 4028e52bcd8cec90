import { useTranslations } from "next-intl";
import type { AuditRow } from "@/lib/audit/types";
import { shortId } from "./short-id";

/** Who acted, where no name is known. */
const words = {
  staff: "member",
  client: "clientSystem",
  customer: "customerActor",
  system: "command",
} as const;

/** What the audit calls who acted: a name where one is known, else what they are and the id. */
export function useActorName(): (actor: AuditRow["actor"]) => string {
  const t = useTranslations("audit");
  return ({ kind, id, name }) => name ?? t(words[kind], { id: shortId(id ?? "") });
}
