import { appPath, siteNames, sites } from "./sites";

/** Quotes a flag for a shell: --name='a value'. */
const quote = (flag: string) => flag.replace(/=(.*[^\w\-./:].*)$/, "='$1'");

/** Describes the running sandbox. `flags`: for a browser that resolves the production names to it. */
export function describeStart(origins: Record<string, string>, flags: string[] | null): string {
  const row = (name: string, text: string) => `  ${name.padEnd(24)}${text}`;
  const base = origins[siteNames[0] ?? ""] ?? "";
  return [
    "Larder sandbox: simulates Amazon's Dash pages. Nothing here contacts Amazon.",
    "",
    "Point your site at these addresses instead of Amazon's:",
    ...siteNames.map((name) => {
      const { host, label, channel } = sites[name];
      const short = label.replace(/^the /, "").replace(/,.*/, "");
      const path = channel === "app" ? appPath : "";
      return row(short, `${origins[name]}${path}   for https://${host}${path}`);
    }),
    "",
    row("What arrived", `${base}/report`),
    row("Check a link", `${base}/check`),
    row("Behaviour", `${base}/control`),
    ...(flags === null
      ? []
      : [
          "",
          "It also answers at Amazon's own addresses in a browser that you start like this",
          "(chromium, google-chrome or whatever yours is called), again for each start of the sandbox:",
          "",
          `  chromium ${flags.map(quote).join(" \\\n    ")}`,
        ]),
    "",
    "Press Ctrl-C to stop.",
  ].join("\n");
}
