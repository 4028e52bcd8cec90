import { useTranslations } from "next-intl";
import { button, textLink } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import { Notice } from "@/components/ui/notice";
import { routes } from "@/lib/routes";

/** What was just removed, with the way to have it back; null when it is too late for that. */
export function RemovedNotice({ device }: { device: { id: string; name: string } | null }) {
  const t = useTranslations("removeDevice");
  const add = useTranslations("addDevice");
  if (!device) {
    return (
      <Notice role="status">
        {t("over")}{" "}
        <a href={routes.addDevice()} className={`${textLink} py-3 font-medium`}>
          {add("title")}
        </a>
      </Notice>
    );
  }
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
