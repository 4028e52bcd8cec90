// app/components.css styles these.

/** Classes for a button, or a link that looks like one. */
export const button = {
  primary: "button button-primary",
  danger: "button button-danger",
  secondary: "button button-secondary",
};

/** Class for a link in running text. */
export const textLink = "link";

/** Classes for a standalone link, as tall as a button. */
export const loneLink = "link link-lone";
