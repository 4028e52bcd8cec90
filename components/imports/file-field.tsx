import { FileInput } from "@/components/ui/file-input";
import { Problem } from "@/components/ui/problem";
import { useTranslations } from "@/lib/i18n/intl";
import { largestFile } from "@/lib/import/types";

const accept =
  ".csv,.txt,.tsv,.ndjson,.jsonl,text/csv,text/plain,text/tab-separated-values,application/x-ndjson";

type Props = {
  hint: string;
  /** The error message for the last attempt. */
  problem: string | undefined;
};

/** The field to choose a file, with its label and what is wrong with the last one. */
export function FileField({ hint, problem }: Props) {
  const t = useTranslations("imports");
  return (
    <>
      <label htmlFor="file" className="mb-1 block font-medium">
        {t("form.file")}
      </label>
      <FileInput
        name="file"
        accept={accept}
        most={largestFile}
        isRequired
        tooLarge={t("problem.large")}
        describedBy={problem ? "file-problem file-hint" : "file-hint"}
        isWrong={problem !== undefined}
      />
      {problem && <Problem id="file-problem">{problem}</Problem>}
      <p id="file-hint" className="mt-1 text-meta text-muted">
        {hint}
      </p>
    </>
  );
}
