/** The stylesheet of all sandbox pages. It is inlined, and the CSP contains its hash. */
export const styles = `
:root {
  color-scheme: light dark;
  --background: #f6f6f3; --surface: #fff; --line: #dcdcd6; --control: #84847c;
  --ink: #22231f; --muted: #5b5c55; --accent: #1d5f6e; --on-accent: #fff;
  --good: #1c6440; --good-soft: #e3f1e8; --bad: #9b2c22; --bad-soft: #fbe9e6; --note: #e9eff1;
}
@media (prefers-color-scheme: dark) {
  :root {
    --background: #161714; --surface: #20211e; --line: #3b3c37; --control: #8b8c84;
    --ink: #f0f0ec; --muted: #b3b4ac; --accent: #8ccbd9; --on-accent: #10282d;
    --good: #93d3ae; --good-soft: #1f3328; --bad: #f2a79d; --bad-soft: #3d2420; --note: #22302f;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0; background: var(--background); color: var(--ink);
  font: 16px/24px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  min-height: 100vh; display: flex; flex-direction: column;
}
header.notice { background: var(--note); border-bottom: 1px solid var(--line); padding: 10px 16px; font-size: 14px; line-height: 20px; }
header.notice p { margin: 0 auto; max-width: 640px; }
main { width: 100%; max-width: 672px; margin: 0 auto; padding: 24px 16px 48px; flex: 1; }
body.wide main { max-width: 1112px; }
body.wide header.notice p, body.wide footer > div { max-width: 1080px; }
footer { border-top: 1px solid var(--line); padding: 16px; color: var(--muted); font-size: 14px; line-height: 20px; }
footer > div { max-width: 640px; margin: 0 auto; }
footer p { margin: 0 0 8px; }
footer ul { display: flex; flex-wrap: wrap; gap: 4px 24px; list-style: none; margin: 0; padding: 0; }
footer ul a { display: inline-block; padding: 6px 0; }
h1 { font-size: 28px; line-height: 34px; font-weight: 650; letter-spacing: -0.01em; margin: 0 0 8px; text-wrap: balance; }
h1:focus { outline: none; }
h2 { font-size: 18px; line-height: 24px; font-weight: 600; margin: 0 0 8px; }
p { margin: 0 0 16px; max-width: 62ch; }
a { color: var(--accent); text-underline-offset: 3px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
code { font: 14px/20px ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.muted { color: var(--muted); }
.meta { color: var(--muted); font-size: 14px; line-height: 20px; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 14px; padding: 20px; margin: 0 0 16px; }
.card > :last-child { margin-bottom: 0; }
.bar { display: flex; justify-content: space-between; align-items: center; gap: 16px; margin: 0 0 24px; }
.bar p { margin: 0; min-width: 0; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; margin: 0 0 16px; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
ul.plain, ol.plain { list-style: none; margin: 0 0 16px; padding: 0; }
ul.plain > li + li { border-top: 1px solid var(--line); }
ul.plain > li { padding: 12px 0; overflow-wrap: anywhere; }
.card > ul.plain { margin: -12px 0; }
.card > ul.plain + * { margin-top: 16px; }
ul.steps { margin: 0 0 16px; padding-left: 20px; }
ul.steps li { margin: 0 0 8px; }
label { display: block; font-weight: 600; margin: 0 0 4px; }
input, textarea {
  display: block; width: 100%; min-height: 48px; padding: 10px 12px; margin: 0 0 16px; font: inherit;
  color: var(--ink); background: var(--surface); border: 1px solid var(--control); border-radius: 8px;
}
textarea { font: 14px/20px ui-monospace, "SF Mono", Menlo, Consolas, monospace; resize: vertical; overflow-wrap: anywhere; }
input + .meta, textarea + .meta { margin-top: -8px; }
[role="alert"] { color: var(--bad); }
label.choice { display: flex; align-items: center; gap: 12px; min-height: 48px; padding: 6px 0; font-weight: 400; margin: 0; }
label.choice input { width: 24px; min-height: 24px; height: 24px; margin: 0; flex-shrink: 0; accent-color: var(--accent); }
label.choice + label:not(.choice), label.choice + button { margin-top: 16px; }
.nowrap { white-space: nowrap; }
.button, button {
  display: inline-flex; align-items: center; justify-content: center; min-height: 48px; padding: 10px 20px;
  font: inherit; font-weight: 600; text-decoration: none; text-align: center; cursor: pointer; border-radius: 8px;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); flex-shrink: 0;
}
.button.quiet, button.quiet { color: var(--accent); background: transparent; }
.actions { display: flex; flex-wrap: wrap; gap: 12px; }
.actions form { display: contents; }
.card.problems { border-left: 4px solid var(--bad); }
.card.problems code { color: var(--bad); font-weight: 600; }
.card.problems p { margin: 0; }
.card.problems p + p { margin-top: 8px; }
.qr { text-align: center; }
.qr svg { display: block; width: 100%; max-width: 320px; margin: 0 auto 12px; border-radius: 8px; }
h2.apart { margin-top: 32px; }
.actions.apart { margin-bottom: 24px; }
.tag { display: inline-block; padding: 0 8px; border-radius: 6px; font-weight: 600; white-space: nowrap; }
.tag.ok { color: var(--good); background: var(--good-soft); }
.tag.wrong { color: var(--bad); background: var(--bad-soft); }
.people { list-style: none; margin: 0; padding: 0; display: grid; gap: 12px; }
.people button {
  width: 100%; min-height: 72px; padding: 14px 20px; display: block; text-align: left; border-radius: 14px;
  font-weight: 400; color: var(--ink); background: var(--surface); border-color: var(--control);
}
.people button:hover { border-color: var(--accent); }
.people strong { display: block; font-weight: 600; }
.people span { display: block; color: var(--muted); font-size: 14px; line-height: 20px; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-size: 14px; line-height: 20px; }
th { text-align: left; color: var(--muted); font-weight: 600; padding: 8px 12px 8px 0; border-bottom: 1px solid var(--control); }
td { vertical-align: top; padding: 10px 12px 10px 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
td.short { white-space: nowrap; font-variant-numeric: tabular-nums; }
td.number { font-variant-numeric: tabular-nums; }
td ul { margin: 0; padding-left: 18px; }
td code { font-size: 13px; }
td li + li { margin-top: 4px; }
td strong { overflow-wrap: anywhere; }
pre { font: 14px/20px ui-monospace, "SF Mono", Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
iframe.card { display: block; width: 100%; height: 720px; padding: 0; background: var(--surface); color-scheme: light dark; }
.toolbar { display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 0 0 24px; }
@media (max-width: 959px) {
  table, tbody, tr, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  tr { background: var(--surface); border: 1px solid var(--line); border-radius: 14px; padding: 8px 16px; margin: 0 0 12px; }
  td { display: grid; grid-template-columns: 72px minmax(0, 1fr); gap: 0 12px; border: 0; padding: 4px 0; }
  td::before { content: attr(data-label); color: var(--muted); }
  td ul { list-style: none; padding: 0; }
  td .tag { justify-self: start; }
}
@media (min-width: 720px) { main { padding-top: 40px; } }
@media (min-width: 960px) {
  td.page { width: 136px; } td.link { width: 36%; } td.problems { width: 30%; }
}
`;
