import type { OwnLinks, Partner } from "@/components/layout/types";
import { loadTheme } from "@/lib/brand";
import { env, once } from "@/lib/env";
import { readPartnerLinks, writeLinks } from "@/lib/i18n/partner-links";
import type { LaunchSettings } from "@/lib/launches";
import { files, routes, toAbsolute } from "@/lib/routes";

/** Reads the launch settings from the configuration. */
export const readLaunchSettings = once((): LaunchSettings => {
  const settings = env();
  return {
    dash: {
      vendorCode: settings.DASH_VENDOR_CODE,
      pathStyle: settings.DASH_PATH_STYLE,
      supplyPage: settings.DASH_SUPPLY_PAGE,
      exitSchemes: settings.DASH_EXIT_URIS.map((uri) => new URL(uri).protocol.slice(0, -1)),
      endpoints: {
        EU: settings.DASH_ENDPOINT_EU,
        NA: settings.DASH_ENDPOINT_NA,
        FE: settings.DASH_ENDPOINT_FE,
        app: settings.DASH_ENDPOINT_APP,
      },
    },
    countryRegions: settings.DASH_COUNTRY_REGIONS,
    exitUri: toAbsolute(routes.return()),
    hours: settings.LAUNCH_HOURS,
  };
});

/** Reads the partner's accent and style sheet from the configuration. */
export const readTheme = once(() => loadTheme(env().PARTNER_ACCENT, env().PARTNER_STYLESHEET));

/** Builds the path of the theme's style sheet, which changes with the sheet. */
export const buildThemePath = once(() => routes.theme({ v: readTheme().version }));

/** Reads the partner's own links for header and footer, in a language. */
export function readOwnLinks(language: string): OwnLinks {
  const { header, footer } = readPartnerLinks(env().PARTNER_LINKS);
  return { header: writeLinks(header, language), footer: writeLinks(footer, language) };
}

/** Reads the partner's details from the configuration. */
export const readPartner = once((): Partner => {
  const settings = env();
  return {
    name: settings.PARTNER_NAME,
    logo: settings.PARTNER_LOGO && files.image(settings.PARTNER_LOGO),
    logoDark: settings.PARTNER_LOGO_DARK && files.image(settings.PARTNER_LOGO_DARK),
    home: settings.PARTNER_HOME_URL ?? routes.welcome(),
    links: {
      shop: settings.PARTNER_SHOP_URL,
      support: settings.PARTNER_SUPPORT_URL,
      imprint: settings.PARTNER_IMPRINT_URL,
      privacy: settings.PARTNER_PRIVACY_URL,
      terms: settings.PARTNER_TERMS_URL,
      accessibility: settings.PARTNER_ACCESSIBILITY_URL,
    },
  };
});
