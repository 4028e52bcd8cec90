// The checkouts whose portals are measured: this one, and with --beside another.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "@/launcher/paths";
import { attempt } from "./attempt";
import { buildPortal, type Measured, startDatabase, startMeasured } from "./portal";

export type Contender = {
  /** Put before the titles of its cases. */
  prefix: "" | typeof before;
  /** For logs. */
  name: string;
  directory: string;
};

/** Put before the titles of the other checkout's cases. */
export const before = "before: ";

/** Lists this checkout, and another that is there and can be built. */
export async function prepareContenders(beside?: string): Promise<Contender[]> {
  const contenders: Contender[] = [{ prefix: "", name: "this", directory: root }];
  if (beside !== undefined)
    contenders.push({ prefix: before, name: "before", directory: path.resolve(beside) });
  const built: Contender[] = [];
  for (const one of contenders)
    await attempt(`The portal in ${one.directory}`, async () => {
      if (!isCheckout(one.directory)) throw new Error("There is no checkout of Larder.");
      await buildPortal(one.directory);
      built.push(one);
    });
  return built;
}

function isCheckout(directory: string): boolean {
  const file = path.join(directory, "package.json");
  try {
    return existsSync(file) && JSON.parse(readFileSync(file, "utf8")).name === "larder";
  } catch {
    return false;
  }
}

/** Starts a contender's portal with a database of its own. */
export const startContender = async ({ name, directory }: Contender): Promise<Measured> =>
  startMeasured({ name, directory, database: await startDatabase(directory) });
