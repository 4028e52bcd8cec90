import { useTranslations } from "next-intl";

/** What staff see until they have tools of their own. */
export function EmptyDesk({ role }: { role: "support" | "admin" }) {
  const t = useTranslations("desk");
  return (
    <div className="mx-auto max-w-device py-12">
      <h1 className="text-page font-bold">{t("title")}</h1>
      <p className="mt-3 max-w-words">{t(role)}</p>
    </div>
  );
}
