import { connect } from "node:tls";
import { z } from "zod";
import { getBuild, isLoopback, nameBuild } from "@/lib/env";
import { routes } from "@/lib/routes";
import { explainRequest } from "./explain-request";
import { fail, fine, judge, note, warn } from "./findings";
import type { Finding } from "./types";

const day = 86_400_000;
/** Days before its end from which a certificate is named. */
const renewalDays = 14;

const Version = z.object({ version: z.string(), commit: z.string().nullable(), migration: z.number() });

/**
 * Checks the way from outside to the portal, with requests to its public address.
 * @param portalUrl NEXTAUTH_URL
 * @param wait in milliseconds, for each request
 */
export async function checkProxy(portalUrl: string, wait: number): Promise<Finding[]> {
  const url = new URL(portalUrl + routes.version.pattern);
  try {
    const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(wait) });
    const build = Version.safeParse(await answer.json().catch(() => null)).data;
    if (answer.status !== 200 || !build)
      return [
        fail({
          what: `${url} answers with status ${answer.status}${build ? "" : " and is not this portal"}.`,
          fix: reachesNobody(answer.status)
            ? "Start the portal, or correct where the proxy looks for it: it reaches none. For nginx that is larder-portals.conf."
            : `${adviseForwarding(new URL(portalUrl).pathname)}, or correct NEXTAUTH_URL.`,
        }),
      ];
    return [
      fine(`${portalUrl} leads to a portal.`),
      checkBuild(build),
      checkTransport(url, answer.headers),
      checkCache(answer.headers),
      ...(url.protocol === "https:" ? [await checkCertificate(url, wait)] : []),
    ];
  } catch (error) {
    const { reason, fix } = explainRequest(error);
    return [
      fail({
        what: `${portalUrl} cannot be reached from this machine: ${reason}.`,
        fix: `${fix} If only this machine cannot reach it, run the doctor on another.`,
      }),
    ];
  }
}

/** @param path of NEXTAUTH_URL: a proxy may have taken it away, which hinders no health check but the version's */
const adviseForwarding = (path: string) =>
  path === "/"
    ? "Have the proxy pass every path on to the portal, as deploy/nginx.conf does"
    : `Have the proxy pass on everything below ${path} with that path in it, as docs/production.md says under "Below a path"`;

/** What proxies answer if nobody behind them does. */
const reachesNobody = (status: number) => status >= 502 && status <= 504;

function checkBuild(build: z.infer<typeof Version>): Finding {
  const [there, here] = [nameBuild(build), nameBuild(getBuild())];
  if (there === here) return fine(`It runs this build, ${here}.`);
  return warn({
    what: `It runs the build ${there}, and this is ${here}.`,
    fix: "Complete the upgrade, or correct NEXTAUTH_URL if that is another portal.",
  });
}

function checkTransport({ protocol, hostname }: URL, headers: Headers): Finding {
  if (protocol !== "https:" && isLoopback(hostname)) return note("It is on this machine, without https.");
  return judge({
    met: "Browsers stay on https (Strict-Transport-Security).",
    hindrance: headers.has("strict-transport-security")
      ? null
      : {
          what: "Strict-Transport-Security is missing.",
          fix: "Have the proxy pass on the portal's headers.",
        },
  });
}

function checkCache(headers: Headers): Finding {
  const isKept = /no-store/.test(headers.get("cache-control") ?? "");
  const isOld =
    headers.has("age") || /hit/i.test(headers.get("x-cache") ?? headers.get("cf-cache-status") ?? "");
  if (isKept && !isOld) return fine("No cache stands between.");
  return fail({
    what: isOld ? "A cache between answers for the portal." : "Cache-Control: no-store gets lost on the way.",
    fix: "Turn caching off for the portal's host: one customer could get another's page.",
  });
}

async function checkCertificate({ hostname, port }: URL, wait: number): Promise<Finding> {
  const until = await new Promise<number>((resolve, reject) => {
    const socket = connect(
      { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 443), timeout: wait },
      () => {
        resolve(Date.parse(socket.getPeerCertificate().valid_to));
        socket.destroy();
      },
    );
    socket.once("error", reject);
    socket.once("timeout", () => socket.destroy(new Error("no answer in time")));
  });
  const days = Math.floor((until - Date.now()) / day);
  if (days >= renewalDays) return fine(`The certificate is valid for ${days} more days.`);
  return warn({
    what: `The certificate ends in ${days} days.`,
    fix: "Renew it, and find out why that did not happen by itself.",
  });
}

/** Checks X-Forwarded-For of a request that came through the proxies. @param trusted TRUSTED_PROXIES */
export function checkForwarding(headers: Headers, trusted: number): Finding {
  const forwarded = headers.get("x-forwarded-for")?.trim();
  const count = forwarded ? forwarded.split(",").length : 0;
  const entries = `X-Forwarded-For of your request has ${count} ${count === 1 ? "entry" : "entries"}`;
  if (count === trusted) return fine(`${entries}, as TRUSTED_PROXIES says.`);
  const fix = 'Count the proxies as docs/reverse-proxy.md says under "Count your proxies".';
  const what = `${entries}, and TRUSTED_PROXIES is ${trusted}.`;
  // A browser behind a proxy of its own may bring entries along.
  return count < trusted ? fail({ what, fix }) : warn({ what, fix });
}
