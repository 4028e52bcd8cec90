import { isIPv4, isIPv6 } from "node:net";
import type { NextRequest } from "next/server";
import { env } from "@/lib/env";

/** "[2001:db8::1]:443" and "192.0.2.1:80" without port and brackets. */
const bare = (address: string) => address.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^([\d.]+):\d+$/, "$1");

/** The first four groups of an IPv6 address: what one household or office gets. */
function prefixOf(address: string): string {
  const [head = "", tail = ""] = address.split("%", 1)[0]?.split("::") ?? [];
  const groups = head.split(":").filter(Boolean);
  const missing = 8 - groups.length - tail.split(":").filter(Boolean).length;
  const full = address.includes("::")
    ? [...groups, ...Array(Math.max(missing, 0)).fill("0"), ...tail.split(":")]
    : groups;
  return full
    .slice(0, 4)
    .map((group) => Number.parseInt(group || "0", 16).toString(16))
    .join(":");
}

/**
 * The network that a request comes from, for limits: an IPv4 address or the /64 of an IPv6 address. What a proxy
 * that is not ours wrote into X-Forwarded-For stands left of what ours added, and is not looked at.
 */
export function networkOf(request: NextRequest): string {
  const chain = (request.headers.get("x-forwarded-for") ?? "").split(",").map((part) => bare(part.trim()));
  const address = chain.at(-env().TRUSTED_PROXIES) ?? chain[0] ?? "";
  const mapped = address.match(/^::ffff:([\d.]+)$/i)?.[1] ?? address;
  if (isIPv4(mapped)) return mapped;
  return isIPv6(address) ? prefixOf(address) : "unknown";
}
