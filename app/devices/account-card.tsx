import { readLaunchSettings, readPartner } from "@/app/settings";
import { CardLink } from "@/components/launches/card-link";
import { CountryChange, CountryQuestion } from "@/components/launches/country-question";
import { NoRegion } from "@/components/launches/not-offered";
import { hostOf, regionOfCountry } from "@/lib/dash";
import type { Vendor } from "@/lib/devices";
import { useTranslations } from "@/lib/i18n/intl";

type Props = {
  country: string | null;
  /** Of the country, where it is unknown. */
  guess: string | null;
  vendors: Vendor[];
};

/** The card for the whole account, or the country question that must be answered first. */
export function AccountCard({ country, guess, vendors }: Props) {
  const t = useTranslations("devices");
  const { dash, countryRegions } = readLaunchSettings();
  if (!country) return <CountryQuestion guess={guess} from={{}} />;
  const region = regionOfCountry(country, countryRegions);
  if (!region) return <NoRegion code={country} change={<CountryChange from={{}} />} />;
  if (vendors.length === 0) return null;
  const card = {
    card: "all-devices",
    deviceId: null,
    channel: "website",
    host: hostOf("website", region, dash.endpoints),
    partner: readPartner().name,
  } as const;
  return (
    <section aria-labelledby="account">
      <h2 id="account" className="mb-3 text-card font-medium">
        {t("account")}
      </h2>
      {vendors.length === 1 ? (
        <CardLink {...card} />
      ) : (
        <ul className="grid gap-2">
          {vendors.map((vendor) => (
            <li key={vendor.vendorCode}>
              <CardLink {...card} vendor={vendor} />
            </li>
          ))}
        </ul>
      )}
      <div className="mt-2">
        <CountryChange from={{}} />
      </div>
    </section>
  );
}
