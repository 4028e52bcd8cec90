import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { button } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import { requireCustomer } from "@/lib/auth";
import { findDevice, undoMinutes } from "@/lib/devices";
import { getTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { ownScope, readId } from "@/lib/scope";

type Props = { params: Promise<{ deviceId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("removeDevice"))("title") };
}

/** The page that asks for confirmation and explains what removing a device changes and what it doesn't. */
export default async function RemoveDevicePage({ params }: Props) {
  const parameters = await params;
  const viewer = await requireCustomer(routes.askRemoval(parameters));
  const deviceId = readId(parameters.deviceId) ?? notFound();
  const device = (await findDevice(ownScope(viewer), deviceId, null)) ?? notFound();
  const t = await getTranslations("removeDevice");
  return (
    <div className="mx-auto max-w-device py-8 sm:py-12">
      <h1 className="text-page font-bold">{t("question", { device: isolate(device.name) })}</h1>
      <ul className="mt-4 grid max-w-words list-disc gap-2 pl-5">
        <li>{t("list")}</li>
        <li>{t("amazon")}</li>
        <li>{t("undo", { minutes: undoMinutes })}</li>
      </ul>
      <form method="post" action={routes.removeDevice({ deviceId })} className="mt-6 flex flex-wrap gap-3">
        <button type="submit" className={button.primary}>
          {t("submit")}
        </button>
        <a href={routes.device({ deviceId })} className={button.secondary}>
          {t("keep")}
        </a>
      </form>
    </div>
  );
}
