/** The partner's details for display. Only configured links are shown. */
export type Partner = {
  name: string;
  logo?: string;
  logoDark?: string;
  links: Partial<Record<"shop" | "support" | "imprint" | "privacy" | "terms" | "accessibility", string>>;
};
