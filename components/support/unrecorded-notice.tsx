import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";

/** Why nothing is shown and nothing happened: it could not be put on record. `alone`: it is all of the page. */
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
