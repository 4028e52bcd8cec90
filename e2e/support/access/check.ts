import { type Access, resolveOnStage } from "./answers";
import { ask, runInBatches } from "./ask";
import type { BuiltRoute } from "./built-routes";
import { listForgedHeaders, listForgedPaths } from "./forgeries";
import { judge } from "./judge";
import {
  type Asked,
  listFewReadings,
  listOwnForms,
  listReadings,
  listUselessForms,
  listWrongForms,
} from "./requests";
import { listChangedTables, type Rows } from "./rows";
import { plantStage, type Stage, type Viewer, viewers } from "./stage";

/** A portal and its test data. */
export type Scene = {
  portal: string;
  kinds: Map<string, BuiltRoute["kind"]>;
  stage: Stage;
  rows: Rows;
};

/**
 * Requests one URL as every viewer and in every way.
 * @param few limits it to the ways that differ most
 * @returns a description of each fault
 */
export async function checkAccess(scene: Scene, access: Access, few: boolean): Promise<string[]> {
  const faults: string[] = [];
  for (const viewer of viewers) {
    const found = access.method === "GET" ? checkReading : checkForm;
    faults.push(...(await found(scene, access, viewer, few)).map((fault) => `${viewer}, ${fault}`));
  }
  return faults;
}

async function checkReading(scene: Scene, access: Access, viewer: Viewer, few: boolean): Promise<string[]> {
  const { kinds, stage, portal } = scene;
  const kind = kinds.get(access.route) ?? "handler";
  const path = resolveOnStage(access.address, stage);
  const ways = few
    ? listFewReadings(access, kind, path)
    : [...listReadings(access, kind, path), ...listUselessForms(listOwnForms(path, { a: "b" }, portal))];
  const changes = access.changes[viewer];
  if (!changes) return run(scene, access, viewer, ways, []);
  const idle = ways.filter((asked) => asked.idle);
  const pressed = ways.filter((asked) => !asked.idle);
  // A prefetched page that shows data is recorded too.
  const recorded = changes.includes("audit_events") ? changes : [];
  return [
    ...(await run(scene, access, viewer, idle, [], recorded)),
    ...(await run(scene, access, viewer, pressed, changes)),
  ];
}

async function checkForm(scene: Scene, access: Access, viewer: Viewer, few: boolean): Promise<string[]> {
  const formsOn = (stage: Stage) =>
    listOwnForms(resolveOnStage(access.address, stage), resolveOnStage(access.form, stage), scene.portal);
  const forms = formsOn(scene.stage);
  const wrong = few ? [] : listWrongForms(access, forms);
  const changes = access.changes[viewer];
  if (!changes) return run(scene, access, viewer, [...wrong, ...forms], []);
  const faults = await run(scene, access, viewer, wrong, []);
  // The permitted viewer proves that the form is valid. Each needs a new stage: a deleted account, for
  // example, cannot submit another form.
  const isFirst = viewer === Object.keys(access.changes)[0];
  for (const index of isFirst ? ([0, 1] as const) : ([0] as const)) {
    const stage = await plantStage();
    faults.push(...(await run({ ...scene, stage }, access, viewer, [formsOn(stage)[index]], changes)));
  }
  return faults;
}

/** Sends the requests, and compares the database before and after. */
async function run(
  { portal, stage, rows }: Scene,
  access: Access,
  viewer: Viewer,
  ways: Asked[],
  changes: string[],
  mayChange: string[] = [],
): Promise<string[]> {
  const answer = resolveOnStage(access.answers, stage)[viewer];
  const before = await rows.sums();
  const isRefusal = ({ telling }: Asked) => typeof telling === "number" && telling >= 400;
  const judged = access.asksForKey
    ? ways.map((asked): Asked => (isRefusal(asked) ? { ...asked, telling: 401 } : asked))
    : ways;
  const faults = await runInBatches(judged, async (asked) => {
    const given = await ask(portal, asked, stage.cookies[viewer]);
    return judge(given, { asked, answer, viewer, stage, portal }).map((fault) => `${asked.what}: ${fault}`);
  });
  const changed = listChangedTables(before, await rows.sums()).filter((table) => !mayChange.includes(table));
  const asItShould = changed.join() === changes.join();
  return [
    ...faults.flat(),
    ...(asItShould
      ? []
      : [`changed ${changed.join() || "nothing"} instead of ${changes.join() || "nothing"}`]),
  ];
}

/**
 * Requests a URL with forged headers and spellings, as each viewer who may not see it.
 * @returns a description of each fault
 */
export async function checkForgeries(scene: Scene, access: Access, buildId: string): Promise<string[]> {
  const { stage } = scene;
  const path = resolveOnStage(access.address, stage);
  const answers = resolveOnStage(access.answers, stage);
  const plain = { method: "GET", headers: {} };
  const forged = listForgedHeaders(path).map((headers) => ({
    ...plain,
    what: JSON.stringify(headers),
    headers,
  }));
  const ways: Asked[] = [
    ...forged.map((asked): Asked => ({ ...asked, path, telling: "document" })),
    // A public page, with headers that name the protected one, must not show any of it.
    ...forged
      .filter(({ what }) => what.includes(path))
      .map(
        (asked): Asked => ({ ...asked, what: `/cookies, ${asked.what}`, path: "/cookies", telling: "any" }),
      ),
    ...listForgedPaths(path, buildId).map(
      (written): Asked => ({
        ...plain,
        what: written,
        path: written,
        telling: "any",
      }),
    ),
  ];
  const faults: string[] = [];
  for (const viewer of ["nobody", "customer", "support"] as const) {
    if (answers[viewer].kind === "shown") continue;
    const found = await run(scene, access, viewer, ways, []);
    faults.push(...found.map((fault) => `${viewer}, ${fault}`));
  }
  return faults;
}
