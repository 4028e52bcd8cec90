import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { firstParam, type SearchParams } from "@/app/_http/request";
import { readGuess } from "@/app/devices/read-guess";
import { readLaunchSettings } from "@/app/settings";
import { VisitTitle } from "@/components/launches/visit-title";
import { loneLink } from "@/components/ui/button";
import { getViewer } from "@/lib/auth";
import { Country } from "@/lib/customers";
import { cardsOf, deviceCards, regionOfCountry } from "@/lib/dash";
import { env } from "@/lib/env";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { findLinkedModel } from "@/lib/launches";
import { parseInput } from "@/lib/result";
import { buildSignInPath, routes, toAbsolute } from "@/lib/routes";
import { readAsked } from "../read-asked";
import { VisitOffer } from "./visit-offer";

type Props = { params: Promise<{ card: string }>; searchParams: SearchParams };

const findCard = (wanted: string) => deviceCards.find((card) => card === wanted);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const card = findCard((await params).card);
  return card ? { title: (await getTranslations("cards"))(`${card}.title`) } : {};
}

/** Where a link from the partner leads somebody who is not signed in. It shows the model, and knows no device. */
export default async function StartPage({ params, searchParams }: Props) {
  const [place, parameters] = await Promise.all([params, searchParams]);
  const asked = readAsked((name) => firstParam(parameters[name]));
  const card = findCard(place.card);
  const link = routes.open(place, asked);
  if (!card || !asked.model || !env().OPEN_WITHOUT_SIGN_IN || (await getViewer())) redirect(toAbsolute(link));
  const model = await findLinkedModel(asked.model, await getLocale());
  const { countryRegions } = readLaunchSettings();
  const codes = model?.countries.filter((code) => regionOfCountry(code, countryRegions)) ?? [];
  const signIn = buildSignInPath(link);
  // Their device's page knows better what to say of a card that the model doesn't have anywhere.
  if (!model || !codes[0] || !cardsOf(model, codes[0], countryRegions).includes(card))
    redirect(toAbsolute(signIn));
  const parsed = parseInput(Country, asked.country);
  const country = parsed.ok ? parsed.value : null;
  const guess = country ? null : await readGuess(null);
  const t = await getTranslations();
  return (
    <div className="column">
      <VisitTitle model={model} card={card} />
      <p className="max-w-words">{t(`cards.${card}.text`)}</p>
      <VisitOffer {...{ card, model, asked, codes, country, guess }}>
        <a href={signIn} className={`${loneLink} w-fit`}>
          {t("visit.signIn")}
        </a>
      </VisitOffer>
    </div>
  );
}
