import type { Metadata } from "next";
import { chooseNextLink } from "@/app/_http/responses";
import { button } from "@/components/ui/button";
import { getViewer } from "@/lib/auth";
import { getTranslations } from "@/lib/i18n/intl";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("problems"))("not-found.title") };
}

export default async function NotFound() {
  const t = await getTranslations();
  const { href, words } = chooseNextLink(await getViewer().catch(() => null));
  return (
    <div className="mx-auto max-w-device py-12">
      <h1 className="text-page font-bold">{t("problems.not-found.title")}</h1>
      <p className="mt-3 max-w-words">{t("problems.not-found.text")}</p>
      <p className="mt-6">
        <a href={href} className={button.primary}>
          {t(words)}
        </a>
      </p>
    </div>
  );
}
