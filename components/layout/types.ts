type OwnLink = { label: string; url: string };

/** The partner's own links, in the language of the page. */
export type OwnLinks = Record<"header" | "footer", OwnLink[]>;

/** The partner's details for display. Only configured links are shown. */
export type Partner = {
  name: string;
  logo?: string;
  logoDark?: string;
  /** Where the logo leads. */
  home: string;
  links: Partial<Record<"shop" | "support" | "imprint" | "privacy" | "terms" | "accessibility", string>>;
};
