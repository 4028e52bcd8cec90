import type { Metadata } from "next";
import { firstParam, type SearchParams } from "@/app/_http/request";
import { readPartner } from "@/app/settings";
import { BackToAccount } from "@/components/account/back-to-account";
import { DeleteForm } from "@/components/account/delete-form";
import { readIdentityProvider, requireFresh } from "@/lib/auth";
import { findEmail } from "@/lib/customers";
import { getTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { ownScope } from "@/lib/scope";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.delete"))("title") };
}

export default async function DeletePage({ searchParams }: { searchParams: SearchParams }) {
  const { word } = await searchParams;
  const viewer = await requireFresh(routes.deleteAccount());
  const who = viewer.name ?? (await findEmail(ownScope(viewer)));
  const t = await getTranslations("account.delete");
  const isWrong = firstParam(word) === "wrong";
  return (
    <div className="mx-auto max-w-device py-2 sm:py-6">
      <BackToAccount />
      <h1 className="mb-2 text-page font-bold">{t("title")}</h1>
      {who && (
        <p className="text-muted">
          {t.rich("who", { who: () => <bdi className="font-medium break-words text-ink">{who}</bdi> })}
        </p>
      )}
      <h2 className="mt-6 text-card font-medium">{t("goes")}</h2>
      <ul className="mt-2 grid max-w-words list-disc gap-2 pl-5">
        <li>{t("goesProfile")}</li>
        <li>{t("goesDevices")}</li>
      </ul>
      <h2 className="mt-6 text-card font-medium">{t("stays")}</h2>
      <ul className="mt-2 grid max-w-words list-disc gap-2 pl-5">
        <li>{t("staysAmazon")}</li>
        {readIdentityProvider() && <li>{t("staysProvider", { partner: readPartner().name })}</li>}
      </ul>
      <p className="mt-6 font-medium">{t("final")}</p>
      <DeleteForm problem={isWrong ? t("wrong", { word: t("word") }) : undefined} />
    </div>
  );
}
