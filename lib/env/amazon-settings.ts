import { z } from "zod";
import { about, type Group } from "./about";
import { flag, hours, list, secureUrl } from "./checks";

const endpoint = secureUrl
  .refine((text) => !/[?#]/.test(text), {
    error: "must be a base address without query or fragment",
    abort: true,
  })
  .refine((text) => [text, `${text}/`].includes(new URL(text).href), {
    error: "must be written as a browser shows it: lower case, ASCII, no default port",
  });

const countryRegions = z.string().transform((text, context) => {
  const pairs = text
    .split(",")
    .map((pair) => pair.trim())
    .filter(Boolean);
  for (const pair of pairs) {
    if (!/^[A-Z]{2}=(EU|NA|FE)$/.test(pair)) {
      context.addIssue(`has "${pair}", which is not a country code, "=" and one of EU, NA, FE`);
    }
  }
  return Object.fromEntries(pairs.map((pair) => pair.split("="))) as Record<string, "EU" | "NA" | "FE">;
});

export const amazon = {
  title: "Link to Amazon",
  intro:
    "Only the vendor code is required. Change the addresses only to point the portal at a sandbox; [the link contract](contract.md) explains the rest.",
  settings: {
    DASH_VENDOR_CODE: z
      .string()
      .regex(
        /^(?!.*%[0-9a-f]{2})[^\s\p{Cc}]{1,128}$/iu,
        "must have 1 to 128 characters, no spaces, not percent-encoded",
      )
      .register(about, {
        meaning: "Your Amazon vendor code, as the Dash console shows it: 1 to 128 characters, no spaces.",
        example: "ACME",
      }),
    DASH_COUNTRY_REGIONS: countryRegions.default({}).register(about, {
      meaning:
        "Your own regions (`EU`, `NA`, `FE`) for countries, separated by commas. They override the built-in table.",
      example: "ZA=EU,AE=EU",
    }),
    DASH_PATH_STYLE: z
      .enum(["template", "example"], "must be template or example")
      .default("template")
      .register(about, {
        meaning: "Which of Amazon's two path formats to write: `template` or `example`.",
        example: "example",
      }),
    DASH_SUPPLY_PAGE: z
      .enum(
        ["sensor_tracking_selection", "product_selection"],
        "must be sensor_tracking_selection or product_selection",
      )
      .default("sensor_tracking_selection")
      .register(about, {
        meaning:
          "Which of the two names of supply tracking to write: `sensor_tracking_selection` or `product_selection`.",
        example: "product_selection",
      }),
    DASH_EXIT_URIS: list
      .transform((uris) => uris.filter(Boolean))
      .pipe(
        z.array(
          z
            .string()
            .regex(
              /^(?!https?:\/\/[^/?]*@)(?!(javascript|vbscript|data|file|blob|filesystem|about|view-source|http):)[a-z][a-z0-9+.-]*:\/\/[!$&-;=?-Z_a-z~%]*$/i,
              "must be https:// addresses or addresses of an app: no user name, no fragment, other characters percent-encoded",
            ),
        ),
      )
      .default([])
      .register(about, {
        meaning:
          "Where links that your systems get from the API may lead after Exit, besides the portal: https addresses and addresses of your app, separated by commas.",
        example: "https://www.example.com/dash,acme-app://dash-return",
      }),
    LAUNCH_HOURS: hours.default(4).register(about, {
      meaning:
        "For how many hours a customer can return from Amazon to the same place. Fractions are allowed.",
      example: "2",
    }),
    OPEN_WITHOUT_SIGN_IN: flag.default(true).register(about, {
      meaning:
        "Whether people may go on to Amazon without signing in when they follow a link of yours (see [links](portal-links.md)). With `false` they sign in first.",
      example: "false",
    }),
    DASH_ENDPOINT_EU: endpoint.default("https://drs-web-eu.amazon.co.uk").register(about, {
      meaning:
        "The Dash website of the European region. Write this and the next three addresses as a browser shows them: lower case, no default port, no query.",
      example: "http://127.0.0.1:4101",
    }),
    DASH_ENDPOINT_NA: endpoint.default("https://drs-web.amazon.com").register(about, {
      meaning: "The Dash website of the North American region.",
      example: "http://127.0.0.1:4102",
    }),
    DASH_ENDPOINT_FE: endpoint.default("https://drs-web.amazon.co.jp").register(about, {
      meaning: "The Dash website of the Far East region.",
      example: "http://127.0.0.1:4103",
    }),
    DASH_ENDPOINT_APP: endpoint.default("https://alexa.amazon.com/spa/index.html").register(about, {
      meaning: "The Alexa app page, for all regions.",
      example: "http://127.0.0.1:4104/spa/index.html",
    }),
  },
} satisfies Group;
