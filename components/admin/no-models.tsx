import { useTranslations } from "@/lib/i18n/intl";

/** How to begin, while there are no models. */
export function NoModels() {
  const t = useTranslations("models.empty");
  const code = (text: string) => <code className="rounded-control bg-sunken px-1 font-mono">{text}</code>;
  return (
    <div className="max-w-words text-body">
      <p className="font-medium">{t("title")}</p>
      <p className="mt-2">{t("text")}</p>
      <ul className="mt-2 grid list-disc gap-2 pl-5">
        <li>{t("page")}</li>
        <li>{t.rich("file", { command: () => code("npm run catalogue") })}</li>
        <li>{t.rich("api", { address: () => code("/api/v1/models") })}</li>
      </ul>
    </div>
  );
}
