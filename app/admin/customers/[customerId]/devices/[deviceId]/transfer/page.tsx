import type { Metadata } from "next";
import { firstParam, mostSealed } from "@/app/_http/request";
import { DeviceAct } from "@/components/acts/device-act";
import { FindOwner } from "@/components/acts/find-owner";
import { StaffLayout } from "@/components/staff/staff-layout";
import { RefusedView } from "@/components/support/refused-view";
import { UnrecordedNotice } from "@/components/support/unrecorded-notice";
import { isolate } from "@/components/ui/isolate";
import { openText } from "@/lib/auth";
import { problems, readProblem } from "@/lib/errors";
import { getTranslations } from "@/lib/i18n/intl";
import { succeed } from "@/lib/result";
import { findCandidates } from "@/lib/support";
import { type Props, readRequest, requireViewer } from "../read-request";

const codes = ["device-gone", "owner-same", "owner-gone"] as const;

export async function generateMetadata(props: Props): Promise<Metadata> {
  await requireViewer("askTransfer", props);
  return { title: (await getTranslations("acts.device"))("transfer") };
}

/** The page that finds a device's new owner by exactly a number, an address or an id. */
export default async function TransferPage(props: Props) {
  const { viewer, parameters, view } = await readRequest("askTransfer", props);
  if (!view.ok)
    return (
      <StaffLayout role={viewer.role} current={null}>
        <RefusedView problem={view.problems[0]} />
      </StaffLayout>
    );
  const { customer, device } = view.value;
  const word = firstParam(parameters.to, mostSealed)?.trim() ?? "";
  const asked = (await openText(viewer, word)).trim();
  const found = asked && device ? await findCandidates(viewer, asked) : succeed(null);
  const others = found.ok ? (found.value?.filter(({ id }) => id !== customer.id) ?? null) : null;
  const isSame = others?.length === 0 && found.ok && found.value?.length === 1;
  const problem = readProblem(firstParam(parameters.problem), codes) ?? (isSame ? "owner-same" : undefined);
  const t = await getTranslations();
  return (
    <StaffLayout role={viewer.role} current={null}>
      <DeviceAct
        customer={customer}
        device={device}
        title={
          device ? t("acts.transfer.title", { device: isolate(device.name) }) : t("acts.device.transfer")
        }
        text={t("acts.transfer.text")}
        problem={
          problem ? t(problems[problem].words) : word && !asked ? t("search.expired.title") : undefined
        }
      >
        {device && <FindOwner customerId={customer.id} deviceId={device.id} asked={asked} found={others} />}
        {!found.ok && <UnrecordedNotice reference={found.problems[0].reference} />}
      </DeviceAct>
    </StaffLayout>
  );
}
