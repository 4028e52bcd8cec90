import type { Agent } from "@/lib/auth/types";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";

/** Returns a function that names a device and its browser, such as "Phone, Safari". */
export function useAgentName() {
  const t = useTranslations("account.sessions");
  const format = useFormatter();
  return ({ device, browser }: Agent): string =>
    format.list([t(device ?? "unknown"), ...(browser ? [browser] : [])], { type: "unit" });
}
