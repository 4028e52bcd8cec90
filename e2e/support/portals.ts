import { readFileSync } from "node:fs";
import path from "node:path";
import { buildPortalUrl, type Portal, type PortalOptions, startPortal } from "../../launcher/portal";
import { findFreePorts } from "../../launcher/ports";

/** How the set-up started the portal of all journeys; a further one starts from the same. */
export const readPortalOptions = (): PortalOptions => JSON.parse(process.env.E2E_PORTAL_OPTIONS ?? "null");

type Changes = Pick<Partial<PortalOptions>, "port" | "databaseUrl" | "directory" | "env">;

/** The set-up's options on a free port, with some of them changed; `env` is added to what is there. */
export async function changeOptions({ env, ...changes }: Changes): Promise<PortalOptions> {
  const options = readPortalOptions();
  const { port } = changes.port ? { port: changes.port } : await findFreePorts("port");
  return { ...options, ...changes, port, env: { ...options.env, ...env } };
}

/** Starts a further portal; the file that asked for it stops it. */
export const startOtherPortal = async (changes: Changes): Promise<Portal> =>
  startPortal(await changeOptions(changes));

/** A port that is free now, and the address of a portal there: for what has to know it beforehand. */
export async function reservePortal() {
  const { port } = await findFreePorts("port");
  return { port, url: buildPortalUrl(port) };
}

/** The log of the portal that the set-up started. */
export function findMainLog() {
  const { port, logs } = readPortalOptions();
  return { logPath: path.join(logs ?? "", `portal-${port}.log`) };
}

type LogLine = { what: string; reference: string; causes: string[] };

/** The lines of JSON in a portal's log that stand under one reference number. */
export function findInLog(portal: Pick<Portal, "logPath">, reference: string): LogLine[] {
  return readFileSync(portal.logPath, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line): LogLine => JSON.parse(line))
    .filter((line) => line.reference === reference);
}
