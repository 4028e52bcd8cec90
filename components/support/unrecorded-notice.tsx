import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";

/** Why nothing is shown and nothing happened: it could not be put on record. */
export function UnrecordedNotice({ reference }: { reference: string }) {
  const t = useTranslations("problems");
  return (
    <Notice role="alert">
      <h2 className="font-medium">{t("unrecorded.title")}</h2>
      <p>{t("unrecorded.text")}</p>
      <p className="text-muted">{t("reference", { reference })}</p>
    </Notice>
  );
}
