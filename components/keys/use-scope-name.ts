import type { Permission } from "@/lib/api-keys/types";
import { useTranslations } from "@/lib/i18n/intl";

type MessageKey<Scope> = Scope extends `${infer Area}:${infer Verb}` ? `${Area}.${Verb}` : never;

/** Returns a function that says in words what a scope allows. */
export function useScopeName(): (scope: string) => string {
  const t = useTranslations("keys.scopes");
  return (scope) => t(scope.replace(":", ".") as MessageKey<Permission>);
}
