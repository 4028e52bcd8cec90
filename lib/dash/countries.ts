import type { Region } from "./types.ts";

/** The countries Amazon's page names, hence a device model's default countries. Source: contract, documented. */
export const documentedCountries: readonly string[] = ["US", "GB", "DE", "FR", "IT", "ES", "JP"];

/**
 * ISO 3166-1 alpha-2 by UN M49 sub-region, and the Dash region of each; TW, which M49 does not list, stands with
 * Eastern Asia. Source: contract, inferred.
 */
export const m49: readonly (readonly [area: string, region: Region | null, codes: string])[] = [
  ["005 South America", "NA", "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE"],
  ["013 Central America", "NA", "BZ CR GT HN MX NI PA SV"],
  ["021 Northern America", "NA", "BM CA GL PM US"],
  [
    "029 Caribbean",
    "NA",
    "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
  ],
  ["039 Southern Europe", "EU", "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA"],
  ["151 Eastern Europe", "EU", "BG BY CZ HU MD PL RO RU SK UA"],
  ["154 Northern Europe", "EU", "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ"],
  ["155 Western Europe", "EU", "AT BE CH DE FR LI LU MC NL"],
  ["030 Eastern Asia", "FE", "CN HK JP KP KR MN MO TW"],
  ["035 South-eastern Asia", "FE", "BN ID KH LA MM MY PH SG TH TL VN"],
  ["053 Australia and New Zealand", "FE", "AU CC CX HM NF NZ"],
  ["054 Melanesia", "FE", "FJ NC PG SB VU"],
  ["057 Micronesia", "FE", "FM GU KI MH MP NR PW UM"],
  ["061 Polynesia", "FE", "AS CK NU PF PN TK TO TV WF WS"],
  ["010 Antarctica", null, "AQ"],
  ["011 Western Africa", null, "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG"],
  ["014 Eastern Africa", null, "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW"],
  ["015 Northern Africa", null, "DZ EG EH LY MA SD TN"],
  ["017 Middle Africa", null, "AO CD CF CG CM GA GQ ST TD"],
  ["018 Southern Africa", null, "BW LS NA SZ ZA"],
  ["034 Southern Asia", null, "AF BD BT IN IR LK MV NP PK"],
  ["143 Central Asia", null, "KG KZ TJ TM UZ"],
  ["145 Western Asia", null, "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE"],
];

const exceptions: Readonly<Record<string, Region>> = { CY: "EU", IN: "EU" };

/**
 * All 249 countries of ISO 3166-1; null has no Dash region. Without a prototype, so that no inherited name is a
 * country. Source: contract, documented or inferred as each entry says.
 */
export const countries: Readonly<Record<string, { region: Region; documented: boolean } | null>> =
  Object.assign(
    Object.create(null),
    Object.fromEntries(
      m49.flatMap(([, areaRegion, codes]) =>
        codes.split(" ").map((code) => {
          const region = exceptions[code] ?? areaRegion;
          return [code, region && { region, documented: documentedCountries.includes(code) }];
        }),
      ),
    ),
  );

/** Whether a text is an ISO 3166-1 alpha-2 code, in capitals. Source: contract, decided. */
export function isCountry(text: string): boolean {
  return Object.hasOwn(countries, text);
}

/** The region of a country; a partner's own mapping wins, nothing falls back. Source: contract, inferred. */
export function regionOfCountry(
  country: string,
  overrides: Readonly<Record<string, Region>> = {},
): Region | null {
  if (Object.hasOwn(overrides, country)) return overrides[country] ?? null;
  return countries[country]?.region ?? null;
}
