import { useTranslations } from "next-intl";
import { button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Problem } from "@/components/ui/problem";
import { routes } from "@/lib/routes";
import { FileInput } from "./file-input";
import { type ChosenOptions, OptionFields } from "./option-fields";

type Props = {
  /** The choices of the last attempt. */
  chosen: ChosenOptions;
  /** The error message for the last attempt. */
  problem: string | undefined;
};

/** The form that sends a file. */
export function UploadForm({ chosen, problem }: Props) {
  const t = useTranslations("imports");
  return (
    <form method="post" encType="multipart/form-data" action={routes.uploadImport()} className="max-w-device">
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
        {t("form.fileHint")}
      </p>
      <Disclosure summary={t("form.more")} open={Object.values(chosen).some(Boolean)}>
        <div className="pt-1 pb-4">
          <OptionFields chosen={chosen} />
        </div>
      </Disclosure>
      <button type="submit" className={`${button.primary} mt-2 max-sm:w-full`}>
        {t("form.submit")}
      </button>
    </form>
  );
}
