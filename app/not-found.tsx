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
    // Every page carries it, in case.
    <div className="problem">
      <h1>{t("problems.not-found.title")}</h1>
      <p>{t("problems.not-found.text")}</p>
      <a href={href} className={button.primary}>
        {t(words)}
      </a>
    </div>
  );
}
