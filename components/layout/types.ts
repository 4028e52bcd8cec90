/** The partner as pages show it. Links that are not configured are not shown. */
export type Partner = {
  name: string;
  logo?: string;
  logoDark?: string;
  links: Partial<Record<"shop" | "support" | "imprint" | "privacy" | "terms" | "accessibility", string>>;
};
