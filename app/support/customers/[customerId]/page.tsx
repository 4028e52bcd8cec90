import type { Metadata } from "next";
import { addParams, enumParam, firstParam, type SearchParams } from "@/app/_http/request";
import { readLaunchSettings } from "@/app/settings";
import { CustomerActs } from "@/components/acts/customer-acts";
import { StaffLayout } from "@/components/staff/staff-layout";
import { CustomerDevices } from "@/components/support/customer-devices";
import { CustomerFacts } from "@/components/support/customer-facts";
import { CustomerTitle } from "@/components/support/customer-title";
import { RefusedView } from "@/components/support/refused-view";
import { StaffReturnNotice } from "@/components/support/staff-return-notice";
import { Timeline } from "@/components/support/timeline";
import { Notice } from "@/components/ui/notice";
import { requireStaff } from "@/lib/auth";
import { deviceSorts } from "@/lib/devices";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { isAdmin, readId } from "@/lib/scope";
import { findStaffReturn } from "@/lib/staff-launches";
import { type CustomerQuery, viewCustomer } from "@/lib/support";

type Props = { params: Promise<{ customerId: string }>; searchParams: SearchParams };

/** Reads the staff member, the requested customer and the query. */
async function readRequest({ params, searchParams }: Props) {
  const [{ customerId }, parameters] = await Promise.all([params, searchParams]);
  const path = routes.customer({ customerId });
  const staff = await requireStaff(addParams(path, parameters), "support", "admin");
  return { staff, customerId, path, parameters };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  await readRequest(props);
  return { title: (await getTranslations("customer"))("title") };
}

export default async function CustomerPage(props: Props) {
  const { staff, customerId, path, parameters } = await readRequest(props);
  const query: CustomerQuery = {
    search: firstParam(parameters.q)?.trim().slice(0, 100) ?? "",
    sort: enumParam(parameters.sort, deviceSorts) ?? "name",
    after: firstParam(parameters.after),
    before: firstParam(parameters.before),
  };
  const [settings, language] = [readLaunchSettings(), await getLocale()];
  const view = await viewCustomer(staff, customerId, query, settings, language);
  if (!view.ok)
    return (
      <StaffLayout role={staff.role} current={null}>
        <RefusedView problem={view.problems[0]} />
      </StaffLayout>
    );
  const { customer, otherIds, region, timeline, vendors } = view.value;
  const back = readId(firstParam(parameters.back));
  const launches = back ? await findStaffReturn(staff, back, customer.id, settings, language) : [];
  const done = enumParam(parameters.done, ["transfer", "model"]);
  const t = await getTranslations("acts");
  return (
    <StaffLayout role={staff.role} current={null}>
      <CustomerTitle customer={customer} />
      <div className="grid grid-cols-1 gap-8 pt-4 sm:pt-6">
        {done && <Notice role="status">{t(`${done}.done`)}</Notice>}
        {launches.length > 0 && <StaffReturnNotice launches={launches} />}
        <CustomerFacts customer={customer} otherIds={otherIds} region={region} />
        <div className="grid grid-cols-1 gap-x-12 gap-y-8 md:grid-cols-[minmax(0,1fr)_20rem]">
          <CustomerDevices
            view={view.value}
            path={path}
            search={query.search}
            sort={query.sort}
            administers={isAdmin(staff)}
            ticket={firstParam(parameters.ticket)}
          />
          <Timeline timeline={timeline} vendors={vendors} path={path} />
        </div>
        {isAdmin(staff) && <CustomerActs customerId={customer.id} />}
      </div>
    </StaffLayout>
  );
}
