import getPort, { portNumbers } from "get-port";

/** How many ports above the wished one are tried. */
const span = 100;

/**
 * Finds a free port for each name: the wished one or the next free one above it, said aloud. "Free" means on
 * every local address, since `localhost` may lead to another one than 127.0.0.1.
 */
export async function choosePorts<Name extends string>(
  wished: Record<Name, number>,
  say: (line: string) => void = console.log,
): Promise<Record<Name, number>> {
  const entries = Object.entries(wished) as [Name, number][];
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

/** Any free port for each name: for tests. */
export async function findFreePorts<Name extends string>(...names: Name[]): Promise<Record<Name, number>> {
  const result = {} as Record<Name, number>;
  for (const name of names) result[name] = await getPort();
  return result;
}
