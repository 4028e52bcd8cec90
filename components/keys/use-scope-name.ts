import { useTranslations } from "next-intl";
import type { Permission } from "@/lib/api-keys/types";

type MessageKey<Scope> = Scope extends `${infer Area}:${infer Verb}` ? `${Area}.${Verb}` : never;

/** Returns a function that says in words what a scope allows. */
export function useScopeName(): (scope: string) => string {
  const t = useTranslations("keys.scopes");
  return (scope) => t(scope.replace(":", ".") as MessageKey<Permission>);
}
