import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { addParams, enumParam, firstParam, type SearchParams } from "@/app/_http/request";
import { readLaunchSettings, readPartner } from "@/app/settings";
import { StaffLayout } from "@/components/staff/staff-layout";
import { CardTitle } from "@/components/support/card-title";
import { CustomerTitle } from "@/components/support/customer-title";
import { NoCard } from "@/components/support/no-card";
import { RefusedView } from "@/components/support/refused-view";
import { Notice } from "@/components/ui/notice";
import type { ShownLink } from "@/lib/audit";
import { requireStaff } from "@/lib/auth";
import { viewCard } from "@/lib/hand-over";
import { routes } from "@/lib/routes";
import { readId } from "@/lib/scope";
import { HandOver } from "./hand-over";

type Props = { params: Promise<{ customerId: string; card: string }>; searchParams: SearchParams };

/** Reads which card is asked for, and who asks. */
async function readRequest({ params, searchParams }: Props) {
  const [{ customerId, card }, parameters] = await Promise.all([params, searchParams]);
  const path = routes.customerCard({ customerId, card });
  const staff = await requireStaff(addParams(path, parameters), "support", "admin");
  const { device, show, via, done, problem } = parameters;
  const way = enumParam(show, ["qr", "link"]);
  const link = way === "qr" && firstParam(via) === "app" ? "app" : "portal";
  const shown: ShownLink | null = way ? { link, as: way === "qr" ? "qr" : "text" } : null;
  const asked = firstParam(device) || null;
  const deviceId = readId(asked);
  // An id that is none is no device, and not the whole account.
  const request = { customerId, card: asked && !deviceId ? "" : card, deviceId };
  return { staff, request, shown, done: firstParam(done), problem: firstParam(problem) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  await readRequest(props);
  return { title: (await getTranslations("handOver"))("title") };
}

export default async function CardPage(props: Props) {
  const { staff, request, shown, done, problem } = await readRequest(props);
  const view = await viewCard(staff, request, shown, readLaunchSettings());
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
          <CardTitle card={found.card} device={found.device} partner={readPartner().name} />
          <HandOver customer={customer} found={found} shown={shown} problem={problem} />
        </div>
      ) : (
        <NoCard customer={customer} />
      )}
    </StaffLayout>
  );
}
