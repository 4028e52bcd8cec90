import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { firstParam, type SearchParams, withQuery } from "@/app/_http/search-params";
import { readLaunchSettings } from "@/app/_http/settings";
import { orUnrecorded } from "@/app/support/or-unrecorded";
import { StaffLayout } from "@/components/staff/staff-layout";
import { CustomerDevices } from "@/components/support/customer-devices";
import { CustomerFacts } from "@/components/support/customer-facts";
import { CustomerGone } from "@/components/support/customer-gone";
import { CustomerTitle } from "@/components/support/customer-title";
import { StaffReturnNotice } from "@/components/support/staff-return-notice";
import { Timeline } from "@/components/support/timeline";
import { UnrecordedNotice } from "@/components/support/unrecorded-notice";
import { requireStaff } from "@/lib/auth";
import { findStaffReturn } from "@/lib/staff-launches";
import { type CustomerQuery, viewCustomer } from "@/lib/support";

type Props = { params: Promise<{ customerId: string }>; searchParams: SearchParams };

/** Which customer is asked for, and who asks. */
async function readRequest({ params, searchParams }: Props) {
  const [{ customerId }, parameters] = await Promise.all([params, searchParams]);
  const path = `/support/customers/${customerId}`;
  const staff = await requireStaff(withQuery(path, parameters), "support", "admin");
  return { staff, customerId, path, parameters };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  await readRequest(props);
  return { title: (await getTranslations("customer"))("title") };
}

export default async function CustomerPage(props: Props) {
  const { staff, customerId, path, parameters } = await readRequest(props);
  const back = firstParam(parameters.back);
  const query: CustomerQuery = {
    search: firstParam(parameters.q)?.trim().slice(0, 100) ?? "",
    sort: firstParam(parameters.sort) === "newest" ? "newest" : "name",
    after: firstParam(parameters.after),
    before: firstParam(parameters.before),
  };
  const view = await orUnrecorded(viewCustomer(staff, customerId, query, readLaunchSettings()));
  const launches =
    back && view && "customer" in view ? await findStaffReturn(staff, back, view.customer.id) : [];
  return (
    <StaffLayout role={staff.role} current={null}>
      {!view ? (
        <CustomerGone />
      ) : "unrecorded" in view ? (
        <UnrecordedNotice reference={view.unrecorded} alone />
      ) : (
        <>
          <CustomerTitle customer={view.customer} />
          <div className="grid grid-cols-1 gap-8 pt-4 sm:pt-6">
            {launches.length > 0 && <StaffReturnNotice launches={launches} />}
            <CustomerFacts customer={view.customer} region={view.region} />
            <div className="grid grid-cols-1 gap-x-12 gap-y-8 md:grid-cols-[minmax(0,1fr)_20rem]">
              <CustomerDevices view={view} path={path} search={query.search} sort={query.sort} />
              <Timeline timeline={view.timeline} path={path} />
            </div>
          </div>
        </>
      )}
    </StaffLayout>
  );
}
