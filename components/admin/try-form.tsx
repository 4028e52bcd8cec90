import { button } from "@/components/ui/button";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

type Props = {
  modelId: string;
  triedAt: Date | null;
  /** Whether the page's links are those of the saved model. */
  isSaved: boolean;
};

/** The button by which somebody confirms that the links work at Amazon. */
export function TryForm({ modelId, triedAt, isSaved }: Props) {
  const t = useTranslations("models.try");
  const format = useFormatter();
  return (
    <section id="tried" aria-labelledby="try-title" className="grid gap-2">
      <h2 id="try-title" className="text-section font-bold">
        {t("title")}
      </h2>
      <p className="text-muted">{t("text")}</p>
      {triedAt && <p>{t("last", { moment: format.dateTime(triedAt, "moment") })}</p>}
      {isSaved ? (
        <form method="post" action={routes.tryModel({ modelId })}>
          <button type="submit" className={button.secondary}>
            {t("submit")}
          </button>
        </form>
      ) : (
        <p>{t("later")}</p>
      )}
    </section>
  );
}
