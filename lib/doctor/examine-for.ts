import { isAdmin } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { checkForwarding } from "./check-proxy";
import { examine } from "./examine";
import type { Section } from "./types";

let running: Promise<Section[]> | null = null;

/**
 * Checks everything for an administrator; nothing for anyone else. Who asks while checks are under way gets their
 * result, so that reloading the page burdens nobody.
 * @param headers of the administrator's request, which came through the proxies
 * @param trusted TRUSTED_PROXIES
 */
export async function examineFor(viewer: Staff, headers: Headers, trusted: number): Promise<Section[]> {
  if (!isAdmin(viewer)) return [];
  // A portal with wrong settings does not start.
  running ??= examine([]).finally(() => {
    running = null;
  });
  return (await running).map(({ topic, findings }) => ({
    topic,
    findings: topic === "proxy" ? [...findings, checkForwarding(headers, trusted)] : findings,
  }));
}
