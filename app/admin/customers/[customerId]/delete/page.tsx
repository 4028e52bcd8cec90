import type { Metadata } from "next";
import { firstParam, type SearchParams } from "@/app/_http/request";
import { readPartner } from "@/app/settings";
import { DeleteCustomer } from "@/components/acts/delete-customer";
import { StaffLayout } from "@/components/staff/staff-layout";
import { RefusedView } from "@/components/support/refused-view";
import { readIdentityProvider, requireFreshAdmin } from "@/lib/auth";
import { problems, readProblem } from "@/lib/errors";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { viewProfile } from "@/lib/support";

type Props = { params: Promise<{ customerId: string }>; searchParams: SearchParams };

const requireViewer = async ({ params }: Props) =>
  requireFreshAdmin(routes.askCustomerDeletion(await params));

export async function generateMetadata(props: Props): Promise<Metadata> {
  await requireViewer(props);
  return { title: (await getTranslations("acts.delete"))("link") };
}

/** The page that says what a deletion takes and leaves, and asks for a ticket. */
export default async function DeleteCustomerPage(props: Props) {
  const viewer = await requireViewer(props);
  const { customerId } = await props.params;
  const problem = readProblem(firstParam((await props.searchParams).problem), ["ticket-malformed"]);
  const view = await viewProfile(viewer, customerId, null, await getLocale());
  const t = await getTranslations();
  return (
    <StaffLayout role={viewer.role} current={null}>
      {view.ok ? (
        <DeleteCustomer
          customer={view.value.customer}
          provider={readIdentityProvider() ? readPartner().name : null}
          problem={problem && t(problems[problem].words)}
        />
      ) : (
        <RefusedView problem={view.problems[0]} />
      )}
    </StaffLayout>
  );
}
