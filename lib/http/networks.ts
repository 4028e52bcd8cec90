import { isIPv4, isIPv6 } from "node:net";
import { env } from "@/lib/env";
import { log } from "@/lib/observability";

/** The header in which the server passes on the address of the connection. A client's own value never arrives. */
export const peerHeader = "x-larder-peer";

const minute = 60_000;
// On globalThis, because Next bundles a module more than once.
const shared = globalThis as { larderProxiesLoggedAt?: number };

/** Logs that X-Forwarded-For does not fit TRUSTED_PROXIES, at most once a minute. */
function warnAboutProxies(entries: number): void {
  const now = performance.now();
  if (now - (shared.larderProxiesLoggedAt ?? Number.NEGATIVE_INFINITY) < minute) return;
  shared.larderProxiesLoggedAt = now;
  log().warn({ what: "proxies", entries, expected: env().TRUSTED_PROXIES });
}

/** Returns the eight groups of an IPv6 address, without leading zeros. */
function readGroups(address: string): string[] {
  // A URL has one spelling of each address.
  const { hostname } = new URL(`http://[${address}]`);
  const halves = hostname.slice(1, -1).split("::");
  const [head = [], tail = []] = halves.map((half) => half.split(":").filter(Boolean));
  return [...head, ...Array(8 - head.length - tail.length).fill("0"), ...tail];
}

/**
 * Reads an entry: an address, perhaps with port, brackets or zone, as in "192.0.2.1:80" and "[fe80::1%eth0]:443". An
 * IPv4 address in the form of IPv6 becomes one of IPv4.
 * @returns null for anything else
 */
function readEntry(entry: string): string | null {
  const text = entry.trim();
  const bare = text.match(/^\[(.*)\](?::\d+)?$/)?.[1] ?? text.replace(/^([\d.]+):\d+$/, "$1");
  const address = bare.replace(/%.*$/s, "");
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return null;
  const groups = readGroups(address);
  if (groups.slice(0, 6).join(":") !== "0:0:0:0:0:ffff") return address;
  const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/**
 * Reads the client's address; null if unknown. Entries further left than the trusted proxies' can be forged. Where
 * the entries do not fit TRUSTED_PROXIES, only the connection's own address is certain.
 */
function readAddress(headers: Headers): string | null {
  const proxies = env().TRUSTED_PROXIES;
  if (proxies > 0) {
    const forwarded = headers.get("x-forwarded-for")?.trim();
    const entries = forwarded ? forwarded.split(",") : [];
    const address = readEntry(entries.at(-proxies) ?? "");
    if (address) return address;
    warnAboutProxies(entries.length);
  }
  return readEntry(headers.get(peerHeader) ?? "");
}

/** A client's networks, for limits. */
export type Networks = {
  /** An IPv4 address, or the IPv6 /64 of a household; "unknown" without an address. */
  network: string;
  /** The IPv6 /48 of a site, which has 65,536 networks; null for IPv4. */
  site: string | null;
};

/** Reads the client's networks. */
export function readNetworks(headers: Headers): Networks {
  const address = readAddress(headers);
  if (!address || isIPv4(address)) return { network: address ?? "unknown", site: null };
  const groups = readGroups(address);
  return { network: groups.slice(0, 4).join(":"), site: groups.slice(0, 3).join(":") };
}

/**
 * Returns the client's network for the audit. AUDIT_ADDRESS selects a /24 or /48 (default), the address, or
 * null.
 */
export function readAuditNetwork(headers: Headers): string | null {
  const { AUDIT_ADDRESS } = env();
  const address = readAddress(headers);
  if (!address || AUDIT_ADDRESS === "none") return null;
  if (AUDIT_ADDRESS === "full") return address;
  if (isIPv4(address)) return address.replace(/\d+$/, "0/24");
  return `${readGroups(address).slice(0, 3).join(":")}::/48`;
}
