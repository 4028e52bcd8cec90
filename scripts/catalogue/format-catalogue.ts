// Part of npm run catalogue: writes the portal's catalogue as a file.
import { type Tx, transaction } from "@/lib/db";
import { findPicture, readCatalogue, toModel } from "@/lib/models";
import { catalogueScope } from "./import-catalogue";

/**
 * Reads the catalogue at one point in time, with pictures as data, so that the file is complete by itself.
 * @param portal its address, where the file's schema is
 */
export const formatCatalogue = (portal: string, tx: Tx): Promise<string> =>
  transaction(
    async (within) => {
      const stored = await readCatalogue(catalogueScope, within);
      const data = new Map<string, string>();
      for (const { pictureHash } of stored)
        if (pictureHash && !data.has(pictureHash))
          data.set(pictureHash, await readPicture(pictureHash, within));
      const models = stored.map((model) => toModel(model, (hash) => data.get(hash) as string));
      const $schema = new URL("/schemas/catalogue-1.json", portal).href;
      return `${JSON.stringify({ $schema, models }, null, 2)}\n`;
    },
    tx,
    "snapshot",
  );

async function readPicture(hash: string, tx: Tx): Promise<string> {
  const picture = await findPicture(hash, tx);
  if (!picture) throw new Error(`The picture ${hash} is missing from the database.`);
  return `data:${picture.type};base64,${picture.bytes.toString("base64")}`;
}
