import { readLaunchSettings, readPartner } from "@/app/settings";
import { CardLink } from "@/components/launches/card-link";
import { CountryChange, CountryQuestion } from "@/components/launches/country-question";
import { NoRegion } from "@/components/launches/not-offered";
import { hostOf, regionOfCountry } from "@/lib/dash";
import { listVendors } from "@/lib/devices";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { ownScope } from "@/lib/scope";
import type { Customer } from "@/lib/viewer";
import { readGuess } from "./read-guess";

/** The card for the whole account, or the country question that must be answered first. */
export async function AccountCard({ viewer }: { viewer: Customer }) {
  const { dash, countryRegions } = readLaunchSettings();
  if (!viewer.country) return <CountryQuestion guess={await readGuess(viewer)} from={{}} />;
  const region = regionOfCountry(viewer.country, countryRegions);
  if (!region) return <NoRegion code={viewer.country} from={{}} />;
  const language = await getLocale();
  const vendors = await listVendors(ownScope(viewer), viewer.country, dash.vendorCode, language);
  if (vendors.length === 0) return null;
  const t = await getTranslations("devices");
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
