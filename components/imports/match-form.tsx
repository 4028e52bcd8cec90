import { useTranslations } from "next-intl";
import { button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { routes } from "@/lib/routes";
import { FileInput } from "./file-input";

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
      <label htmlFor="file" className="mb-1 block font-medium">
        {t("form.file")}
      </label>
      <FileInput
        tooLarge={t("problem.large")}
        describedBy={problem ? "file-problem file-hint" : "file-hint"}
        isWrong={problem !== undefined}
      />
      {problem && <Problem id="file-problem">{problem}</Problem>}
      <p id="file-hint" className="mt-1 text-meta text-muted">
        {t("match.fileHint")}
      </p>
      <button type="submit" className={`${button.primary} mt-4 max-sm:w-full`}>
        {t("match.submit")}
      </button>
    </form>
  );
}
