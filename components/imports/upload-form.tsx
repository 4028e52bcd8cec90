import { button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { FileField } from "./file-field";
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
      <FileField hint={t("form.fileHint")} problem={problem} />
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
