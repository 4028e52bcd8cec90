import type { IncomingMessage } from "node:http";
import type { Catalogue } from "./catalogue";
import type { RequestLog } from "./request-log";
import type { SignIns } from "./sign-in";
import type { Site } from "./sites";

/** What the handlers of one site share. */
export interface SiteContext {
  site: Site;
  signIns: SignIns;
  log: RequestLog;
  catalogue?: Catalogue | undefined;
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
