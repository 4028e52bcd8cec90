import { button } from "@/components/ui/button";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { FileField } from "./file-field";

/** The form that sends a file of people who may sign in. @param problem error message of the last attempt */
export function MatchForm({ problem }: { problem: string | undefined }) {
  const t = useTranslations("imports");
  return (
    <form
      method="post"
      encType="multipart/form-data"
      action={routes.reportMatches()}
      className="max-w-device"
    >
      <FileField hint={t("match.fileHint")} problem={problem} />
      <button type="submit" className={`${button.primary} mt-4 max-sm:w-full`}>
        {t("match.submit")}
      </button>
    </form>
  );
}
