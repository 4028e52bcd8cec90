import type { Block } from "./types";

type Content = {
  language: string;
  partner: string;
  title: string;
  blocks: readonly Block[];
  /** Footer links. */
  links: readonly { label: string; href: string }[];
};

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

// Mail clients lack CSS variables and drop style sheets, so styles are inline; the sheet below only adds dark
// mode.
const font =
  "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Hiragino Sans','Noto Sans JP',sans-serif";
const look = {
  page: `margin:0;padding:0;background:#fcfaf6;color:#231e19;${font}`,
  name: `padding:8px 25px 16px;font-size:18px;line-height:24px;font-weight:600;color:#231e19;${font}`,
  tile: "padding:24px 24px 8px;background:#ffffff;border:1px solid #e1ddd8;border-radius:20px",
  title: `margin:0 0 16px;font-size:22px;line-height:28px;font-weight:600;color:#231e19;${font}`,
  text: `margin:0 0 16px;font-size:16px;line-height:24px;color:#231e19;${font}`,
  code: "margin:0 0 16px;font-family:ui-monospace,'SF Mono',Menlo,Consolas,monospace;font-size:30px;line-height:44px;font-weight:600;letter-spacing:4px;color:#231e19;-webkit-user-select:all;user-select:all",
  foot: `padding:16px 25px 8px;font-size:13px;line-height:22px;color:#635c55;${font}`,
  button:
    "display:inline-block;padding:12px 20px;border-radius:8px;background:#231e19;color:#ffffff;font-weight:600;text-decoration:none",
  link: "color:#231e19;text-decoration:underline",
  small: "color:#635c55;text-decoration:underline",
};

const darkStyles = `:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #13110f !important; }
  .tile { background: #1d1a17 !important; border-color: #36322d !important; }
  .ink { color: #f1eeea !important; }
  .button { background: #f1eeea !important; color: #231e19 !important; }
  .muted { color: #afaaa3 !important; }
}`;

function renderBlock(block: Block): string {
  if (block.kind === "text") return `<p class="ink" style="${look.text}">${escapeHtml(block.text)}</p>`;
  if (block.kind === "code") return `<p class="ink" style="${look.code}">${escapeHtml(block.code)}</p>`;
  const [name, style] = block.kind === "button" ? ["button", look.button] : ["ink", look.link];
  return `<p class="ink" style="${look.text}"><a class="${name}" style="${style}" href="${escapeHtml(block.href)}">${escapeHtml(block.label)}</a></p>`;
}

/**
 * Renders a letter as HTML: one column, light or dark like the mail client, loading nothing from the network.
 */
export function renderHtmlPart({ language, partner, title, blocks, links }: Content): string {
  const renderRow = (name: string, style: string, content: string) =>
    `<tr><td class="${name}" style="${style}">${content}</td></tr>`;
  const renderTable = (attributes: string, content: string) =>
    `<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" ${attributes}>${content}</table>`;
  const footLinks = links.map(
    ({ label, href }) =>
      `<a class="muted" style="${look.small}" href="${escapeHtml(href)}">${escapeHtml(label)}</a>`,
  );
  const body = [
    `<h1 class="ink" style="${look.title}">${escapeHtml(title)}</h1>`,
    ...blocks.map(renderBlock),
  ].join("\n");
  return `<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${escapeHtml(title)}</title>
<style>
${darkStyles}
</style>
</head>
<body class="page" style="${look.page}">
${renderTable(
  `class="page" style="background:#fcfaf6"`,
  `<tr><td align="center" style="padding:24px 16px">
${renderTable(
  `style="max-width:520px;text-align:start"`,
  `
${renderRow("ink", look.name, escapeHtml(partner))}
${renderRow("tile", look.tile, `\n${body}\n`)}
${renderRow("muted", look.foot, `\n${footLinks.join(" &nbsp; ")}\n`)}
`,
)}
</td></tr>`,
)}
</body>
</html>
`;
}
