import type { Partner } from "@/components/layout/types";
import { env } from "@/lib/env";

/** The partner from the configuration, as components show it. */
export function readPartner(): Partner {
  const settings = env();
  return {
    name: settings.PARTNER_NAME,
    logo: settings.PARTNER_LOGO,
    logoDark: settings.PARTNER_LOGO_DARK,
    links: {
      shop: settings.PARTNER_SHOP_URL,
      support: settings.PARTNER_SUPPORT_URL,
      imprint: settings.PARTNER_IMPRINT_URL,
      privacy: settings.PARTNER_PRIVACY_URL,
      terms: settings.PARTNER_TERMS_URL,
      accessibility: settings.PARTNER_ACCESSIBILITY_URL,
    },
  };
}
