import type { ReactNode } from "react";
import { useCustomerName } from "@/components/support/customer-name";
import { BackLink } from "@/components/ui/back-link";
import { Notice } from "@/components/ui/notice";
import { Problem } from "@/components/ui/problem";
import type { CustomerProfile } from "@/lib/customers/types";
import type { Device } from "@/lib/devices/types";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

type Props = {
  customer: CustomerProfile;
  /** Null if the customer has it no longer; then there is nothing to do. */
  device: Device | null;
  title: string;
  text: string;
  /** Error message for the last attempt. */
  problem: string | undefined;
  children: ReactNode;
};

/** What is done with a customer's device: which one, whose, and what it means. */
export function DeviceAct({ customer, device, title, text, problem, children }: Props) {
  const t = useTranslations();
  const name = useCustomerName()(customer);
  return (
    <div className="max-w-device">
      <BackLink href={routes.customer({ customerId: customer.id })}>{t("acts.back")}</BackLink>
      <h1 className="text-page font-bold wrap-anywhere">{title}</h1>
      {device ? (
        <>
          <p className="mt-1 flex flex-wrap gap-x-4 text-muted wrap-anywhere">
            <span>{name}</span>
            <span>{device.model}</span>
            <span className="tabular-nums">{t("device.serial", { serial: device.serial })}</span>
          </p>
          <p className="mt-4 max-w-words text-body">{text}</p>
          {problem && <Problem>{problem}</Problem>}
          {children}
        </>
      ) : (
        <div className="mt-4">
          <Notice role="alert">{t("acts.device.gone")}</Notice>
        </div>
      )}
    </div>
  );
}
