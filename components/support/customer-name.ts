import { useTranslations } from "next-intl";
import { isolate } from "@/components/ui/isolate";
import type { CustomerProfile } from "@/lib/customers/types";

/** What staff call a customer: the name, else the address. */
export function useCustomerName(): (customer: Pick<CustomerProfile, "name" | "email">) => string {
  const t = useTranslations("desk");
  return ({ name, email }) => isolate(name ?? email ?? t("noName"));
}
