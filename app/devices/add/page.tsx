import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readMinutes } from "@/app/_http/minutes";
import { enumParam, firstParam, type SearchParams, withQuery } from "@/app/_http/search-params";
import { AddDeviceForm } from "@/components/devices/add-device-form";
import { BackToDevices } from "@/components/devices/back-to-devices";
import { Notice } from "@/components/ui/notice";
import { requireCustomer } from "@/lib/auth";
import { listModels } from "@/lib/devices";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("addDevice"))("title") };
}

/** The form, empty or filled in by a link. Nothing is added here: that takes a press. */
export default async function AddDevicePage({ searchParams }: { searchParams: SearchParams }) {
  const parameters = await searchParams;
  const viewer = await requireCustomer(withQuery("/devices/add", parameters));
  const models = await listModels(viewer);
  const t = await getTranslations("addDevice");
  const filled = {
    modelId: firstParam(parameters.model) ?? "",
    serial: firstParam(parameters.serial) ?? "",
    code: firstParam(parameters.code) ?? "",
  };
  const fault = enumParam(parameters.problem, ["refused", "limited"]);
  const problem = fault ? t(fault, { minutes: readMinutes(parameters.minutes) }) : null;
  return (
    <div className="mx-auto grid max-w-device gap-6 py-2 sm:py-6">
      <div>
        <BackToDevices />
        <h1 className="text-page font-bold sm:text-display">{t("title")}</h1>
        <p className="mt-3 max-w-words">{t("text")}</p>
      </div>
      {!problem && Object.values(filled).some(Boolean) && <Notice>{t("fromLink")}</Notice>}
      <AddDeviceForm models={models} filled={filled} problem={problem} />
    </div>
  );
}
