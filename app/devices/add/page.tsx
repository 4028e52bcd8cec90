import type { Metadata } from "next";
import { addParams, firstParam, readMinutes, type SearchParams } from "@/app/_http/request";
import { AddDeviceForm } from "@/components/devices/add-device-form";
import { BackToDevices } from "@/components/devices/back-to-devices";
import { Notice } from "@/components/ui/notice";
import { requireCustomer } from "@/lib/auth";
import { listModels } from "@/lib/devices";
import { problems, readProblem } from "@/lib/errors";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("addDevice"))("title") };
}

/** The form, empty or filled in by a link. Only submitting it adds a device. */
export default async function AddDevicePage({ searchParams }: { searchParams: SearchParams }) {
  const parameters = await searchParams;
  await requireCustomer(addParams(routes.addDevice(), parameters));
  const models = await listModels(await getLocale());
  const t = await getTranslations();
  const filled = {
    modelId: firstParam(parameters.model) ?? "",
    serial: firstParam(parameters.serial) ?? "",
    code: firstParam(parameters.code) ?? "",
  };
  const code = readProblem(firstParam(parameters.problem), ["claim-refused", "limited"]);
  const problem = code && t(problems[code].words, { minutes: readMinutes(parameters.minutes) });
  return (
    <div className="column">
      <div>
        <BackToDevices />
        <h1 className="title">{t("addDevice.title")}</h1>
        <p className="mt-3 max-w-words">{t("addDevice.text")}</p>
      </div>
      {!problem && Object.values(filled).some(Boolean) && <Notice>{t("addDevice.fromLink")}</Notice>}
      <AddDeviceForm models={models} filled={filled} problem={problem} />
    </div>
  );
}
