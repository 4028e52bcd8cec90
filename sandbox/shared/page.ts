import { createHash } from "node:crypto";
import { Html, html, type Piece } from "./html";
import { styles } from "./styles";

const styleHash = createHash("sha256").update(styles).digest("base64");

/** The CSP of every sandbox page. `more` adds directives for one page. */
export function contentSecurityPolicy(more: string[] = ["form-action 'self'"]): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...more,
  ].join("; ");
}

export interface Page {
  title: string;
  /** The notice on every page that says what it simulates. */
  notice: string;
  main: Html;
  footer?: Piece;
  head?: Piece;
  wide?: boolean;
}

/** Renders a document with notice, main and footer. */
export function renderPage({ title, notice, main, footer, head, wide }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Larder sandbox</title>
<style>${new Html(styles)}</style>${head}
</head>
<body class="${wide ? "wide" : "narrow"}">
<header class="notice"><p>${notice}</p></header>
<main id="main">${main}</main>
${footer && html`<footer><div>${footer}</div></footer>`}
</body>
</html>
`.text;
}
