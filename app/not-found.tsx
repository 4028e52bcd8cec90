import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { button } from "@/components/ui/button";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("problems"))("not-found.title") };
}

export default async function NotFound() {
  const t = await getTranslations("problems");
  return (
    <div className="mx-auto max-w-device py-12">
      <h1 className="text-page font-bold">{t("not-found.title")}</h1>
      <p className="mt-3 max-w-words">{t("not-found.text")}</p>
      <p className="mt-6">
        <a href="/devices" className={button.primary}>
          {t("onwards")}
        </a>
      </p>
    </div>
  );
}
