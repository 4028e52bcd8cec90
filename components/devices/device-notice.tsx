import { textLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useTranslations } from "@/lib/i18n/intl";

/** The confirmation that a device was added or renamed; nothing for any other value of `done`. */
export function DeviceNotice({ done }: { done: string | null }) {
  const t = useTranslations();
  if (done === "renamed") return <Notice role="status">{t("renameDevice.renamed")}</Notice>;
  if (done !== "added" && done !== "mine") return null;
  return (
    <Notice role="status">
      {t.rich(`addDevice.${done}`, {
        link: (words) => (
          <a href="#name" className={`${textLink} py-3`}>
            {words}
          </a>
        ),
      })}
    </Notice>
  );
}
