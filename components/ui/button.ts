const base =
  "inline-flex min-h-12 items-center justify-center gap-2 rounded-control px-5 py-2 text-body font-medium no-underline";

/** Classes for a button, or a link that looks like one. */
export const button = {
  primary: `${base} bg-accent text-on-accent hover:opacity-90`,
  danger: `${base} border border-danger text-danger hover:bg-sunken`,
  secondary: `${base} border border-control text-ink hover:bg-sunken`,
};

/** Classes for a link in running text. */
export const textLink = "text-accent underline decoration-1 underline-offset-4 hover:decoration-2";

/** Classes for a standalone link, as tall as a button. */
export const loneLink = `${textLink} inline-flex min-h-12 items-center`;
