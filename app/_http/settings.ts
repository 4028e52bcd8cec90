import { env } from "@/lib/env";
import type { LaunchSettings } from "@/lib/launches";

/** The configuration in the words of the domains. */
export function readLaunchSettings(): LaunchSettings {
  const settings = env();
  return {
    dash: {
      vendorCode: settings.DASH_VENDOR_CODE,
      pathStyle: settings.DASH_PATH_STYLE,
      supplyPage: settings.DASH_SUPPLY_PAGE,
      endpoints: {
        EU: settings.DASH_ENDPOINT_EU,
        NA: settings.DASH_ENDPOINT_NA,
        FE: settings.DASH_ENDPOINT_FE,
        app: settings.DASH_ENDPOINT_APP,
      },
    },
    countryRegions: settings.DASH_COUNTRY_REGIONS,
    exitUri: `${settings.NEXTAUTH_URL}/return`,
    hours: settings.LAUNCH_HOURS,
  };
}
