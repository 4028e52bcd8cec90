import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { addressOf, one, type SearchParams } from "@/app/_http/search-params";
import { launchSettings } from "@/app/_http/settings";
import { orUnrecorded } from "@/app/support/or-unrecorded";
import { CustomerDevices } from "@/components/support/customer-devices";
import { CustomerFacts } from "@/components/support/customer-facts";
import { CustomerGone } from "@/components/support/customer-gone";
import { CustomerTitle } from "@/components/support/customer-title";
import { Desk } from "@/components/support/desk";
import { StaffReturnNotice } from "@/components/support/staff-return-notice";
import { Timeline } from "@/components/support/timeline";
import { UnrecordedNotice } from "@/components/support/unrecorded-notice";
import { requireStaff } from "@/lib/auth";
import { type CustomerQuery, findStaffReturn, viewCustomer } from "@/lib/support";

type Props = { params: Promise<{ customerId: string }>; searchParams: SearchParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireStaff(`/support/customers/${(await params).customerId}`, "support", "admin");
  return { title: (await getTranslations("customer"))("title") };
}

export default async function CustomerPage({ params, searchParams }: Props) {
  const path = `/support/customers/${(await params).customerId}`;
  const parameters = await searchParams;
  const staff = await requireStaff(addressOf(path, parameters), "support", "admin");
  const back = one(parameters.back);
  const query: CustomerQuery = {
    search: one(parameters.q)?.trim().slice(0, 100) ?? "",
    sort: one(parameters.sort) === "newest" ? "newest" : "name",
    after: one(parameters.after),
    before: one(parameters.before),
  };
  const view = await orUnrecorded(viewCustomer(staff, (await params).customerId, query, launchSettings()));
  return (
    <Desk role={staff.role} current={null}>
      {!view ? (
        <CustomerGone />
      ) : "unrecorded" in view ? (
        <UnrecordedNotice reference={view.unrecorded} />
      ) : (
        <>
          <CustomerTitle customer={view.customer} />
          <div className="grid grid-cols-1 gap-8 pt-4 sm:pt-6">
            {back && <StaffReturnNotice launches={await findStaffReturn(staff, back, view.customer.id)} />}
            <CustomerFacts customer={view.customer} region={view.region} />
            <div className="grid grid-cols-1 gap-x-12 gap-y-8 md:grid-cols-[minmax(0,1fr)_20rem]">
              <CustomerDevices view={view} path={path} search={query.search} sort={query.sort} />
              <Timeline timeline={view.timeline} path={path} />
            </div>
          </div>
        </>
      )}
    </Desk>
  );
}
