import { useTranslations } from "next-intl";
import { button, textLink } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import { Notice } from "@/components/ui/notice";
import { routes } from "@/lib/routes";

/** What was just removed, and the way to have it back. */
export function RemovedNotice({ device }: { device: { id: string; name: string } }) {
  const t = useTranslations("removeDevice");
  return (
    <Notice role="status">
      <form
        method="post"
        action={routes.restoreDevice({ deviceId: device.id })}
        className="flex flex-wrap items-center justify-between gap-x-5 gap-y-2"
      >
        <p className="min-w-0">{t("removed", { device: isolate(device.name) })}</p>
        <button type="submit" className={button.secondary}>
          {t("restore")}
        </button>
      </form>
    </Notice>
  );
}

/** Why a removal could not be undone, in words, and the other way to have the device back. */
export function UndoRefused({ problem }: { problem: string }) {
  const t = useTranslations("addDevice");
  return (
    <Notice role="status">
      {problem}{" "}
      <a href={routes.addDevice()} className={`${textLink} py-3 font-medium`}>
        {t("title")}
      </a>
    </Notice>
  );
}
