import { getTranslations } from "next-intl/server";
import { CardLink } from "@/components/launches/card-link";
import { CountryChange, CountryQuestion } from "@/components/launches/country-question";
import { NoRegion } from "@/components/launches/not-offered";
import { hostOf, regionOfCountry } from "@/lib/dash";
import { hasDeviceIn } from "@/lib/devices";
import type { Customer } from "@/lib/viewer";
import { readLaunchSettings } from "../_http/settings";
import { readPartner } from "../partner";
import { readCountryForm } from "./country-form";

/** The card of the whole account, or the question that has to be answered first. */
export async function AccountCard({ viewer, wrong }: { viewer: Customer; wrong: boolean }) {
  const { dash, countryRegions } = readLaunchSettings();
  const form = await readCountryForm(viewer, null);
  if (!viewer.country) return <CountryQuestion {...form} wrong={wrong} />;
  const region = regionOfCountry(viewer.country, countryRegions);
  if (!region) return <NoRegion code={viewer.country} form={form} />;
  if (!(await hasDeviceIn(viewer, viewer.country))) return null;
  const t = await getTranslations("devices");
  return (
    <section aria-labelledby="account">
      <h2 id="account" className="mb-3 text-card font-medium">
        {t("account")}
      </h2>
      <CardLink
        card="all-devices"
        deviceId={null}
        channel="website"
        host={hostOf("website", region, dash.endpoints)}
        partner={readPartner().name}
      />
      <div className="mt-2">
        <CountryChange {...form} />
      </div>
    </section>
  );
}
