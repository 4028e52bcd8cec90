import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { firstParam, hashVisitor, type SearchParams } from "@/app/_http/request";
import { VisitTitle } from "@/components/launches/visit-title";
import { button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { getBrowserCookieName } from "@/lib/http";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { findLinkedModel, findVisit } from "@/lib/launches";
import { buildSignInPath, routes, toAbsolute } from "@/lib/routes";
import { readId } from "@/lib/scope";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("visit"))("backTitle") };
}

/** Where Exit leads somebody who is not signed in. Only their browser sees it, for 15 minutes. */
export default async function BackPage({ searchParams }: { searchParams: SearchParams }) {
  const visitId = readId(firstParam((await searchParams).back));
  const token = (await cookies()).get(getBrowserCookieName())?.value;
  const visit = visitId && token ? await findVisit(visitId, hashVisitor(token)) : null;
  const model = visit && (await findLinkedModel(visit.modelId, await getLocale()));
  if (!visit || !model) redirect(toAbsolute(buildSignInPath(routes.return())));
  const { card } = visit;
  const t = await getTranslations("visit");
  return (
    <div className="column">
      <VisitTitle model={model} card={card} />
      <Notice role="status">{t("back")}</Notice>
      <a
        href={buildSignInPath(routes.open({ card }, { model: model.modelId }))}
        className={`${button.secondary} w-full sm:w-fit`}
      >
        {t("signIn")}
      </a>
    </div>
  );
}
