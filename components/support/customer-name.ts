import { isolate } from "@/components/ui/isolate";
import type { CustomerProfile } from "@/lib/customers/types";
import { useTranslations } from "@/lib/i18n/intl";

/** Returns a function that names a customer for staff: by name, otherwise by e-mail address. */
export function useCustomerName(): (customer: Pick<CustomerProfile, "name" | "email">) => string {
  const t = useTranslations("desk");
  return ({ name, email }) => isolate(name ?? email ?? t("noName"));
}
