import { z } from "zod";
import { about, type Group } from "./about";
import { flag } from "./checks";

/** A file under public/ or a web address. */
const image = z
  .string()
  .refine(
    (text) => /^\/(?![/\\])/.test(text) || (text.startsWith("https://") && URL.canParse(text)),
    "must be a path that starts with / or an https:// address",
  );

const link = z
  .string()
  .refine((text) => /^(https?:\/\/|mailto:|tel:)/.test(text), "must be a web, mailto: or tel: address");

export const brand = {
  title: "Show your brand",
  intro:
    "Your name, colour and pages. A path such as `/brand/logo.svg` means a file under `public/`; put it there before you build. Links may be web, `mailto:` or `tel:` addresses.",
  settings: {
    PARTNER_NAME: z.string().max(60, "must have at most 60 characters").register(about, {
      meaning: "Your name as customers know it, at most 60 characters.",
      example: "Hearthby",
    }),
    PARTNER_ACCENT: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, "must be a colour such as #0f766e")
      .default("#2f5d62")
      .register(about, {
        meaning:
          "The accent colour. Its hue is kept, its lightness adjusted for contrast. In the settings file, put quotes around it: `#` starts a comment.",
        example: "#0f766e",
      }),
    PARTNER_LOGO: image.optional().register(about, {
      meaning: "The logo: a path or an https address. Without one, the name is shown.",
      example: "/brand/logo.svg",
    }),
    PARTNER_LOGO_DARK: image.optional().register(about, {
      meaning: "The logo for the dark theme.",
      example: "/brand/logo-dark.svg",
    }),
    PARTNER_FAVICON: image.default("/favicon.svg").register(about, {
      meaning: "The icon in the browser tab.",
      example: "/brand/favicon.svg",
    }),
    PARTNER_HOME_URL: link.optional().register(about, {
      meaning: "Where the logo leads: your website, for example. By default, to the portal's first page.",
      example: "https://www.example.com",
    }),
    PARTNER_LINKS: z.string().optional().register(about, {
      meaning: "A JSON file with your own links for header and footer; see [brand](brand.md#links).",
      example: "/etc/larder/links.json",
    }),
    PARTNER_STYLESHEET: z.string().optional().register(about, {
      meaning:
        "A CSS file of your own, which pages load after Larder's; see [brand](brand.md#a-style-sheet-of-your-own).",
      example: "/etc/larder/brand.css",
    }),
    PARTNER_SHOP_URL: link.optional().register(about, {
      meaning: "Your shop, offered to customers without devices.",
      example: "https://www.example.com",
    }),
    SHOP_LINKS: z
      .enum(["off", "low", "always"], "must be off, low or always")
      .default("off")
      .register(about, {
        meaning:
          "Whether device pages link to your own shop, where the catalogue has an address for the country: `off`, `low` (for supplies that are low) or `always`.",
        example: "low",
      }),
    PARTNER_SUPPORT_URL: link.optional().register(about, {
      meaning: "Your help.",
      example: "mailto:help@example.com",
    }),
    PARTNER_IMPRINT_URL: link.optional().register(about, {
      meaning: "Your imprint.",
      example: "https://www.example.com/imprint",
    }),
    PARTNER_PRIVACY_URL: link.optional().register(about, {
      meaning: "Your privacy notice.",
      example: "https://www.example.com/privacy",
    }),
    PARTNER_TERMS_URL: link.optional().register(about, {
      meaning: "Your terms.",
      example: "https://www.example.com/terms",
    }),
    PARTNER_ACCESSIBILITY_URL: link.optional().register(about, {
      meaning: "Your accessibility statement.",
      example: "https://www.example.com/accessibility",
    }),
  },
} satisfies Group;

export const texts = {
  title: "Change the texts",
  intro: "All texts come with Larder. You can replace single ones.",
  settings: {
    PARTNER_TEXTS: z.string().optional().register(about, {
      meaning: "A JSON file with texts that replace the built-in ones; see [texts of your own](texts.md).",
      example: "/etc/larder/texts.json",
    }),
    PSEUDO_LANGUAGE: flag.default(false).register(about, {
      meaning: "For development: also offers accented, lengthened English. `true` or `false`.",
      example: "true",
    }),
  },
} satisfies Group;
