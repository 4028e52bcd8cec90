import { readFileSync } from "node:fs";
import path from "node:path";
import { buildPortalUrl, type Portal, type PortalOptions, startPortal } from "../../launcher/portal";
import { findFreePorts } from "../../launcher/ports";

/** Reads the options with which the global setup started the main portal. */
export const readPortalOptions = (): PortalOptions => JSON.parse(process.env.E2E_PORTAL_OPTIONS ?? "null");

type Changes = Pick<Partial<PortalOptions>, "port" | "databaseUrl" | "directory" | "env">;

/** Copies the main portal's options with changes and a free port. `env` is merged. */
export async function changeOptions({ env, ...changes }: Changes): Promise<PortalOptions> {
  const options = readPortalOptions();
  const { port } = changes.port ? { port: changes.port } : await findFreePorts("port");
  return { ...options, ...changes, port, env: { ...options.env, ...env } };
}

/** Starts another portal. The calling test file must stop it. */
export const startOtherPortal = async (changes: Changes): Promise<Portal> =>
  startPortal(await changeOptions(changes));

/** Finds a free port and its portal's URL, for setup that needs the URL before the start. */
export async function reservePortal() {
  const { port } = await findFreePorts("port");
  return { port, url: buildPortalUrl(port) };
}

/** Finds the main portal's log. */
export function findMainLog() {
  const { port, logs } = readPortalOptions();
  return { logPath: path.join(logs ?? "", `portal-${port}.log`) };
}

type LogLine = { what: string; reference: string; causes: string[] };

/** Finds the JSON lines with a reference number in a portal's log. */
export function findInLog(portal: Pick<Portal, "logPath">, reference: string): LogLine[] {
  return readFileSync(portal.logPath, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line): LogLine => JSON.parse(line))
    .filter((line) => line.reference === reference);
}
