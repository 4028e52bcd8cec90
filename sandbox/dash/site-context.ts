import type { IncomingMessage } from "node:http";
import type { Catalogue } from "./catalogue";
import { type CheckedLink, checkLink } from "./check-link";
import type { Behaviour } from "./control";
import type { RequestLog } from "./request-log";
import type { SignIns } from "./sign-in";
import type { Site } from "./sites";

/** State shared by all sites of one sandbox. */
export interface Sandbox {
  log: RequestLog;
  catalogue: Catalogue | undefined;
  /** Where a device simulator listens, without a trailing slash. */
  devices: string | undefined;
  /** Set at `/control`. */
  behaviour: Behaviour;
  /** The sites by origin. */
  origins: Map<string, Site>;
}

/** State shared by the handlers of one site. */
export interface SiteContext {
  site: Site;
  signIns: SignIns;
  sandbox: Sandbox;
}

/** Checks an incoming link under the current behaviour. */
export function judge({ site, sandbox }: SiteContext, target: string): CheckedLink {
  return applyAllowList(checkLink(target, site.channel, sandbox.catalogue), sandbox.behaviour);
}

/** Adds a problem if the exit address is not on the allow list. */
export function applyAllowList<Link extends CheckedLink>(link: Link, { exitUris }: Behaviour): Link {
  if (link.exitUri === null || exitUris.length === 0 || exitUris.includes(link.exitUri)) return link;
  const message = `It is not on the allow list, which needs an exact match. The list: ${exitUris.join(", ")}.`;
  const problem = { code: "exit-not-allowed", parameter: "exitUri", message };
  return { ...link, problems: [...link.problems, problem] };
}

export function isSecure(request: IncomingMessage): boolean {
  return "encrypted" in request.socket;
}

/** The origin from the visitor's Host header. Only for the log. */
export function originFor(request: IncomingMessage): string {
  return `${isSecure(request) ? "https" : "http"}://${request.headers.host ?? "unknown"}`;
}

/** Whether a path stays on this site: as a form's target, `//host` would lead to another. */
export function isOwnTarget(target: string): boolean {
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(target);
}
