const base =
  "inline-flex min-h-12 items-center justify-center gap-2 rounded-control px-5 py-2 text-body font-medium no-underline";

/** Classes of a button or of a link that looks like one. */
export const button = {
  primary: `${base} bg-accent text-on-accent hover:opacity-90`,
  danger: `${base} border border-danger text-danger hover:bg-sunken`,
  secondary: `${base} border border-control text-ink hover:bg-sunken`,
};

/** Classes of a link in running text. */
export const textLink = "text-accent underline decoration-1 underline-offset-4 hover:decoration-2";

/** Classes of a link outside running text: as high as a button. */
export const loneLink = `${textLink} inline-flex min-h-12 items-center`;
