import type { IncomingMessage } from "node:http";
import type { Catalogue } from "./catalogue";
import { type CheckedLink, checkLink } from "./check-link";
import type { Behaviour } from "./control";
import type { RequestLog } from "./request-log";
import type { SignIns } from "./sign-in";
import type { Site } from "./sites";

/** What all sites of one sandbox share. */
export interface Sandbox {
  log: RequestLog;
  catalogue: Catalogue | undefined;
  /** Changed at `/control`. */
  behaviour: Behaviour;
  /** Where its sites listen. */
  origins: Map<string, Site>;
}

/** What the handlers of one site share. */
export interface SiteContext {
  site: Site;
  signIns: SignIns;
  sandbox: Sandbox;
}

/** The verdict on a link that arrives here, under the behaviour of the moment. */
export function judge({ site, sandbox }: SiteContext, target: string): CheckedLink {
  return applyAllowList(checkLink(target, site.channel, sandbox.catalogue), sandbox.behaviour);
}

/** Adds the problem of an exit address that the allow list does not have. */
export function applyAllowList<Link extends CheckedLink>(link: Link, { exitUris }: Behaviour): Link {
  if (link.exitUri === null || exitUris.length === 0 || exitUris.includes(link.exitUri)) return link;
  const message = `It is not on the allow list, which needs an exact match. The list: ${exitUris.join(", ")}.`;
  const problem = { code: "exit-not-allowed", parameter: "exitUri", message };
  return { ...link, problems: [...link.problems, problem] };
}

export function isSecure(request: IncomingMessage): boolean {
  return "encrypted" in request.socket;
}

/** The origin as the visitor wrote it; for the words of the log only. */
export function originFor(request: IncomingMessage): string {
  return `${isSecure(request) ? "https" : "http"}://${request.headers.host ?? "unknown"}`;
}

/** Whether a path stays on this site: `//host` and the like would lead elsewhere as a form's target. */
export function isOwnTarget(target: string): boolean {
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(target);
}
