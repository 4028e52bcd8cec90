import { Notice } from "@/components/ui/notice";
import { useTranslations } from "@/lib/i18n/intl";

/** The notice that nothing was shown or done because it couldn't be recorded. `alone`: it fills the page. */
export function UnrecordedNotice({
  reference,
  alone = false,
}: {
  reference: string | undefined;
  alone?: boolean;
}) {
  const t = useTranslations("problems");
  const Title = alone ? "h1" : "h2";
  return (
    <Notice role="alert">
      <Title className="font-medium">{t("unrecorded.title")}</Title>
      <p>{t("unrecorded.text")}</p>
      {reference && <p className="text-muted">{t("reference", { reference })}</p>}
    </Notice>
  );
}
