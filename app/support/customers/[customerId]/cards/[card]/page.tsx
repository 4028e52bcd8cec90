import type { Metadata } from "next";
import { readLaunchSettings, readPartner } from "@/app/settings";
import { StaffLayout } from "@/components/staff/staff-layout";
import { CardTitle } from "@/components/support/card-title";
import { CustomerTitle } from "@/components/support/customer-title";
import { NoCard } from "@/components/support/no-card";
import { RefusedView } from "@/components/support/refused-view";
import { Notice } from "@/components/ui/notice";
import { viewCard } from "@/lib/hand-over";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { HandOver } from "./hand-over";
import { type CardPageProps, readRequest } from "./read-request";

export async function generateMetadata(props: CardPageProps): Promise<Metadata> {
  await readRequest(props);
  return { title: (await getTranslations("handOver"))("title") };
}

export default async function CardPage(props: CardPageProps) {
  const { staff, request, shown, done, problem, ticket } = await readRequest(props);
  const view = await viewCard(staff, request, shown, readLaunchSettings(), await getLocale());
  if (!view.ok)
    return (
      <StaffLayout role={staff.role} current={null}>
        <RefusedView problem={view.problems[0]} />
      </StaffLayout>
    );
  const { customer, found } = view.value;
  const t = await getTranslations("handOver.mail");
  return (
    <StaffLayout role={staff.role} current={null}>
      <CustomerTitle customer={customer} link />
      {found ? (
        <div className="grid max-w-device grid-cols-1 gap-8 pt-6">
          {done === "mailed" && customer.email && (
            <Notice role="status">{t("sent", { email: customer.email })}</Notice>
          )}
          <CardTitle
            card={found.card}
            device={found.device}
            vendor={found.vendor}
            partner={readPartner().name}
          />
          <HandOver customer={customer} found={found} shown={shown} problem={problem} ticket={ticket} />
        </div>
      ) : (
        <NoCard customer={customer} />
      )}
    </StaffLayout>
  );
}
