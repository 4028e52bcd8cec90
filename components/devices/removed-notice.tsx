import { button, textLink } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import { Notice } from "@/components/ui/notice";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

/** The notice that a device was removed, with an undo button. */
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

/** The notice that a removal can't be undone, with a link to add the device again. */
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
