import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { loneLink } from "@/components/ui/button";
import { getViewer } from "@/lib/auth";
import { getTranslations } from "@/lib/i18n/intl";
import { routes, toAbsolute } from "@/lib/routes";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.deleted"))("title") };
}

export default async function DeletedPage() {
  // A signed-in customer still has an account and must not read that it is gone.
  if (await getViewer()) redirect(toAbsolute(routes.account()));
  const t = await getTranslations("account.deleted");
  return (
    <div className="mx-auto grid max-w-device gap-3 py-8 sm:py-12">
      <h1 className="text-page font-bold">{t("title")}</h1>
      <p className="max-w-words">{t("text")}</p>
      <p className="max-w-words">{t("amazon")}</p>
      <a href={routes.welcome()} className={`${loneLink} w-fit`}>
        {t("start")}
      </a>
    </div>
  );
}
