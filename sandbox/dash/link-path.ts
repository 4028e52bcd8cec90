import { allPageNames, deviceList, findPageType } from "./page-types";
import type { Problem } from "./problem";
import { appPath, type Channel } from "./sites";

/** The path's style: one of the two in Amazon's documentation. */
export type PathStyle = "template" | "example";

interface Prefixes {
  /** Supports every page type. */
  template: string;
  /** From the per-page examples. Supports every page type but the device list. */
  example: string;
}

const prefixes: Record<Channel, Prefixes> = {
  website: { template: "/drs/partner/page/", example: "/" },
  app: { template: "v2/drs/partner/page/", example: "v2/drs/page/" },
};

export interface SplitLink {
  path: string;
  query: string | null;
  problems: Problem[];
}

function cut(text: string, separator: string): [string, string | null] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

/** Splits a link into path and query, still encoded. An app link has both in its fragment. */
export function splitLink(target: string, channel: Channel): SplitLink {
  if (channel === "website") {
    const [path, query] = cut(cut(target, "#")[0], "?");
    return { path, query, problems: [] };
  }
  const [page, fragment] = cut(target, "#");
  const [document, strayQuery] = cut(page, "?");
  const [path, query] = cut(fragment ?? "", "?");
  const problems: Problem[] = [];
  if (document !== appPath)
    problems.push({
      code: "unknown-path",
      parameter: "path",
      message: `The path is ${document}. An Alexa app link starts with ${appPath}#v2/drs/.`,
    });
  if (strayQuery !== null)
    problems.push({
      code: "query-before-hash",
      parameter: "query",
      message:
        "There is a query before the #. In an Alexa app link it belongs inside the fragment, after the path.",
    });
  return { path, query: [strayQuery, query].filter(Boolean).join("&"), problems };
}

function hintFor(path: string, channel: Channel): string {
  const other = prefixes[channel === "website" ? "app" : "website"];
  const bare = path.replace(/^\//, "");
  if (channel === "website" && (path === appPath || bare.startsWith(other.example)))
    return " This is the spelling of an Alexa app link.";
  if (channel === "app" && path.startsWith("/v2/")) return " There is no slash between # and v2.";
  if (channel === "app" && path.startsWith(other.template))
    return " This is the spelling of a website link; v2 is missing.";
  if (path.includes("%")) return " Nothing in the path is percent-encoded.";
  if (path.length > 1 && path.endsWith("/")) return " No slash follows the page type.";
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (!findPageType(name) && findPageType(name.toLowerCase())) return " Page types are lower case.";
  return "";
}

/** Finds a path's page type and style, or null with the reason. */
export function readPath(
  path: string,
  channel: Channel,
): { name: string | null; style: PathStyle | null; problems: Problem[] } {
  const { template, example } = prefixes[channel];
  const mark = channel === "app" ? "#" : "";
  // Try the template first: the website's example prefix is a prefix of it.
  const style = (["template", "example"] as const).find((one) => path.startsWith(prefixes[channel][one]));
  const name = style === undefined ? "" : path.slice(prefixes[channel][style].length);
  if (style === "example" && name === deviceList) {
    const message = `The device list has one spelling only: ${mark}${template}${deviceList}.`;
    return { name, style: null, problems: [{ code: "unknown-path", parameter: "path", message }] };
  }
  if (style !== undefined && findPageType(name))
    return { name, style: name === deviceList ? null : style, problems: [] };

  if (channel === "app" && path === "") {
    const message = `The page is missing. An Alexa app link continues with #${template}{pageType}.`;
    return { name: null, style: null, problems: [{ code: "unknown-path", parameter: "fragment", message }] };
  }
  const code = /^[^/]+$/.test(name) ? "unknown-page" : "unknown-path";
  const shape = `${mark}${template}{pageType} or ${mark}${example}{pageType}`;
  const known = `where {pageType} is one of ${allPageNames.join(", ")}`;
  const message = `The path ${mark}${path} is not one we know. It must be ${shape}, ${known}.${hintFor(path, channel)}`;
  return { name: null, style: null, problems: [{ code, parameter: "path", message }] };
}
