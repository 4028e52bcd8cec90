import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { isSameArrival, secondsToWait } from "./sign-in";
import { isOwnTarget, judge, originFor, type SiteContext } from "./site-context";
import { dashView, problemsView, signInView, unavailableView, type View, waitingView } from "./views";

/** The response to a link. `again`: seconds until the page reloads. */
export interface Shown {
  status: number;
  view: View;
  again?: number;
}

/**
 * Checks and logs an incoming link, and applies the chosen behaviour. `target` is everything after the host.
 */
export async function showLink(
  context: SiteContext,
  request: IncomingMessage,
  target: string,
  referer: string | null,
): Promise<Shown> {
  const { site, signIns, sandbox } = context;
  const { slow, unavailable, signIn } = sandbox.behaviour;
  const link = judge(context, target);
  const person = signIns.find(request);
  const seconds = person ? secondsToWait(person, signIn) : 0;
  // During a slow sign-in the page keeps reloading; those requests are not new arrivals.
  const isArrival = request.method !== "HEAD" && seconds === 0 && !(person && isSameArrival(person, target));
  if (isArrival) sandbox.log.add(site, originFor(request) + target, link, referer, !unavailable);
  if (slow > 0) await sleep(slow * 1000);

  if (unavailable) return { status: 503, view: unavailableView() };
  if (seconds > 0) return { status: 200, view: waitingView(seconds), again: seconds };
  if (!person && isOwnTarget(target)) return { status: 200, view: signInView(signIns.noteArrival(target)) };
  if (link.problems.length > 0) return { status: 400, view: problemsView(link, target) };
  return { status: 200, view: dashView(site, link, person?.email ?? "", sandbox) };
}
