import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { enumParam, firstParam, type SearchParams, withQuery } from "@/app/_http/search-params";
import { readLaunchSettings } from "@/app/_http/settings";
import { readPartner } from "@/app/partner";
import { orUnrecorded } from "@/app/support/or-unrecorded";
import { StaffLayout } from "@/components/staff/staff-layout";
import { CardTitle } from "@/components/support/card-title";
import { customerCardPath } from "@/components/support/customer-card-path";
import { CustomerGone } from "@/components/support/customer-gone";
import { CustomerTitle } from "@/components/support/customer-title";
import { NoCard } from "@/components/support/no-card";
import { UnrecordedNotice } from "@/components/support/unrecorded-notice";
import { Notice } from "@/components/ui/notice";
import type { ShownLink } from "@/lib/audit";
import { requireStaff } from "@/lib/auth";
import { viewCard } from "@/lib/hand-over";
import { HandOver } from "./hand-over";

type Props = { params: Promise<{ customerId: string; card: string }>; searchParams: SearchParams };

/** Which card is asked for, and who asks. */
async function readRequest({ params, searchParams }: Props) {
  const [{ customerId, card }, parameters] = await Promise.all([params, searchParams]);
  const { device, show, via, done, problem } = parameters;
  const request = { customerId, card, deviceId: firstParam(device) || null };
  const path = customerCardPath({ ...request, deviceId: null });
  const staff = await requireStaff(withQuery(path, parameters), "support", "admin");
  const way = enumParam(show, ["qr", "link"]);
  const app = way === "qr" && firstParam(via) === "app";
  const shown: ShownLink | null = way
    ? { link: app ? "app" : "portal", as: way === "qr" ? "qr" : "text" }
    : null;
  return { staff, request, shown, done: firstParam(done), problem: firstParam(problem) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  await readRequest(props);
  return { title: (await getTranslations("handOver"))("title") };
}

export default async function CardPage(props: Props) {
  const { staff, request, shown, done, problem } = await readRequest(props);
  const found = await orUnrecorded(viewCard(staff, request, shown, readLaunchSettings()));
  const t = await getTranslations("handOver.mail");
  const email = "customer" in found && found.customer.email;
  return (
    <StaffLayout role={staff.role} current={null}>
      {"customer" in found && <CustomerTitle customer={found.customer} link />}
      {"unrecorded" in found && <UnrecordedNotice reference={found.unrecorded} alone />}
      {"refused" in found &&
        (found.refused === "gone" ? <CustomerGone /> : <NoCard customer={found.customer} />)}
      {"links" in found && (
        <div className="grid max-w-device grid-cols-1 gap-8 pt-6">
          {done === "mailed" && email && <Notice role="status">{t("sent", { email })}</Notice>}
          <CardTitle card={found.card} device={found.device} partner={readPartner().name} />
          <HandOver found={found} shown={shown} problem={problem} />
        </div>
      )}
    </StaffLayout>
  );
}
