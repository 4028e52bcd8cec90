import { randomInt } from "node:crypto";
import getPort, { portNumbers } from "get-port";

/** How many ports above the preferred one to try. */
const span = 100;

/**
 * Finds a free port for each name: the preferred one, or the next free one above it, which it reports. "Free"
 * means on every local address, since `localhost` may not resolve to 127.0.0.1.
 */
export async function choosePorts<Name extends string>(
  preferred: Record<Name, number>,
  say: (line: string) => void = console.log,
): Promise<Record<Name, number>> {
  const entries = Object.entries(preferred) as [Name, number][];
  const chosen: number[] = [];
  const result = {} as Record<Name, number>;
  for (const [name, port] of entries) {
    const others = entries.map(([, other]) => other).filter((other) => other !== port);
    const exclude = [...chosen, ...others];
    const found = await getPort({ port: portNumbers(port, Math.min(port + span, 65_535)), exclude });
    if (found !== port) say(`Port ${port} is taken, using ${found}`);
    chosen.push(found);
    result[name] = found;
  }
  return result;
}

/**
 * Finds any free port for each name, below those that the system gives to whoever asks for none: it could give one away
 * before it is used.
 */
export async function findFreePorts<Name extends string>(...names: Name[]): Promise<Record<Name, number>> {
  const result = {} as Record<Name, number>;
  for (const name of names) result[name] = await getPort({ port: drawPorts() });
  return result;
}

function* drawPorts() {
  for (let tries = 0; tries < 20; tries++) yield randomInt(20_000, 32_768);
}
