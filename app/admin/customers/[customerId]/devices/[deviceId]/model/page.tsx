import type { Metadata } from "next";
import { firstParam } from "@/app/_http/request";
import { ChooseModel } from "@/components/acts/choose-model";
import { DeviceAct } from "@/components/acts/device-act";
import { StaffLayout } from "@/components/staff/staff-layout";
import { RefusedView } from "@/components/support/refused-view";
import { isolate } from "@/components/ui/isolate";
import { problems, readProblem } from "@/lib/errors";
import { getTranslations } from "@/lib/i18n/intl";
import { listNames } from "@/lib/models";
import { type Props, readRequest, requireViewer } from "../read-request";

const codes = ["device-gone", "model-same", "model-unknown", "device-exists"] as const;

export async function generateMetadata(props: Props): Promise<Metadata> {
  await requireViewer("askCorrection", props);
  return { title: (await getTranslations("acts.device"))("correct") };
}

/** The page that asks for the right model of a device. */
export default async function CorrectionPage(props: Props) {
  const { viewer, parameters, language, view } = await readRequest("askCorrection", props);
  if (!view.ok)
    return (
      <StaffLayout role={viewer.role} current={null}>
        <RefusedView problem={view.problems[0]} />
      </StaffLayout>
    );
  const { customer, device } = view.value;
  const problem = readProblem(firstParam(parameters.problem), codes);
  const t = await getTranslations();
  return (
    <StaffLayout role={viewer.role} current={null}>
      <DeviceAct
        customer={customer}
        device={device}
        title={device ? t("acts.model.title", { device: isolate(device.name) }) : t("acts.device.correct")}
        text={t("acts.model.text")}
        problem={problem && t(problem === "model-unknown" ? "acts.model.unknown" : problems[problem].words)}
      >
        {device && (
          <ChooseModel
            customerId={customer.id}
            deviceId={device.id}
            models={(await listNames(language)).filter(({ modelId }) => modelId !== device.modelId)}
          />
        )}
      </DeviceAct>
    </StaffLayout>
  );
}
