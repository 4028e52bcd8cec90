import { firstParam, type SearchParams } from "@/app/_http/request";
import { readLaunchSettings, readPartner } from "@/app/settings";
import { CardLink } from "@/components/launches/card-link";
import { ChannelChoice } from "@/components/launches/channel-choice";
import { CountryChange, CountryQuestion } from "@/components/launches/country-question";
import { NextSteps } from "@/components/launches/next-steps";
import { NoRegion, NotEnabled } from "@/components/launches/not-offered";
import { Notice } from "@/components/ui/notice";
import { type DeviceCard, hostOf, regionOfCountry } from "@/lib/dash";
import type { Device } from "@/lib/devices";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

type Props = {
  country: string | null;
  /** Of the country, where it is unknown. */
  guess: string | null;
  device: Device;
  /** Those of the device in the country. */
  cards: readonly DeviceCard[];
  /** The page's query: the channel and the card that a link asks for. */
  parameters: Awaited<SearchParams>;
};

/** The cards of a device in its owner's country, or the reason there are none. */
export function DeviceCards({ country, guess, device, cards, parameters }: Props) {
  const t = useTranslations();
  const { dash, countryRegions } = readLaunchSettings();
  const from = { device: device.id };
  const change = <CountryChange from={from} />;
  if (!country) return <CountryQuestion guess={guess} from={from} />;
  const region = regionOfCountry(country, countryRegions);
  if (!region) return <NoRegion code={country} change={change} />;
  if (cards.length === 0) return <NotEnabled code={country} model={device.model} change={change} />;

  const channel = firstParam(parameters.via) === "app" ? "app" : "website";
  const host = hostOf(channel, region, dash.endpoints);
  const asked = firstParam(parameters.card);
  const wanted = cards.find((card) => card === asked);
  const lead = wanted ?? (device.openedBefore ? "supplies" : "enroll");
  // What only counts use is kept count of at Amazon.
  const second = device.slots.some(({ sensor }) => sensor === "usage") ? ["inventory" as const] : [];
  const others = new Set([...second, ...cards]);
  others.delete(lead);
  const partner = readPartner().name;
  return (
    <section aria-labelledby="cards" className="grid gap-4">
      <h2 id="cards" className="sr-only">
        {t("device.cards")}
      </h2>
      <CardLink {...{ deviceId: device.id, channel, host, partner, card: lead }} leads />
      <ChannelChoice
        channel={channel}
        buildPath={(via) => routes.device({ deviceId: device.id }, { card: wanted, via })}
      />
      <NextSteps channel={channel} host={host} country={country} />
      {device.sameModel > 1 && <Notice>{t("device.sameModel", { count: device.sameModel })}</Notice>}
      <ul className="grid gap-2">
        {[...others].map((card) => (
          <li key={card}>
            <CardLink {...{ deviceId: device.id, channel, host, partner, card }} />
          </li>
        ))}
      </ul>
      {change}
    </section>
  );
}
