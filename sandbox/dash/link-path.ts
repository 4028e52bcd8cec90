import { allPageNames, deviceList, findPageType } from "./page-types";
import type { Problem } from "./problem";
import { appPath, type Channel } from "./sites";

interface Prefixes {
  /** Takes every page type. */
  template: string;
  /** As the per-page examples print it: every page type but the device list. */
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

/** Path and query, still encoded. In an app link both stand inside the fragment. */
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
      parameter: "path",
      message: `The path is ${document}. An Alexa app link starts with ${appPath}#v2/drs/.`,
    });
  if (strayQuery !== null)
    problems.push({
      parameter: "query",
      message:
        "A query stands before the #. In an Alexa app link it stands inside the fragment, after the path.",
    });
  if (fragment === null || fragment === "")
    problems.push({
      parameter: "fragment",
      message: `The fragment is missing. An Alexa app link goes on with #${prefixes.app.template}{pageType}.`,
    });
  return { path, query, problems };
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

/** The page type that a path names, or null with the reason. */
export function readPath(path: string, channel: Channel): { name: string | null; problems: Problem[] } {
  const { template, example } = prefixes[channel];
  const mark = channel === "app" ? "#" : "";
  const wrong = (message: string) => ({ name: null, problems: [{ parameter: "path", message }] });
  // The template first: the website's example prefix is a part of it.
  const prefix = [template, example].find((candidate) => path.startsWith(candidate));
  const name = prefix === undefined ? "" : path.slice(prefix.length);
  if (prefix === example && name === deviceList) {
    const message = `The device list has one spelling only: ${mark}${template}${deviceList}.`;
    return { name, problems: [{ parameter: "path", message }] };
  }
  if (prefix !== undefined && findPageType(name)) return { name, problems: [] };

  const shape = `${mark}${template}{pageType} or ${mark}${example}{pageType}`;
  const known = `where {pageType} is one of ${allPageNames.join(", ")}`;
  return wrong(
    `The path ${mark}${path} is none of ours. It must be ${shape}, ${known}.${hintFor(path, channel)}`,
  );
}
