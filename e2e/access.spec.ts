import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "playwright/test";
import { distDirectory } from "../launcher/paths";
import type { Access } from "./support/access/answers";
import { apiRoutes } from "./support/access/api-routes";
import { countRequests } from "./support/access/ask";
import { listBuiltRoutes } from "./support/access/built-routes";
import { checkAccess, checkForgeries, type Scene } from "./support/access/check";
import { customerForms } from "./support/access/customer-forms";
import { customerHandlers, customerPages } from "./support/access/customer-routes";
import { openRows, type Rows } from "./support/access/rows";
import { staffForms } from "./support/access/staff-forms";
import { adminPages, staffPages } from "./support/access/staff-routes";
import { plantStage } from "./support/access/stage";
import { getPortalUrl } from "./support/addresses";

// Every viewer × every URL × every kind of request: viewers without access see nothing and change nothing.

const accesses: Access[] = [
  ...customerPages,
  ...customerHandlers,
  ...customerForms,
  ...staffPages,
  ...adminPages,
  ...staffForms,
  ...apiRoutes,
];

let rows: Rows;
test.beforeAll(async () => {
  rows = await openRows();
});
test.afterAll(async () => {
  await rows.close();
  console.log(`Access matrix: ${countRequests()} requests`);
});

test("the matrix has exactly the built routes", () => {
  const listed = new Set(accesses.map(({ route }) => route));
  const built = listBuiltRoutes(distDirectory).map(({ route }) => route);
  expect(
    built.filter((route) => !listed.has(route)),
    "built, but not in the matrix",
  ).toEqual([]);
  expect(
    [...listed].filter((route) => !built.includes(route)),
    "in the matrix, but not built",
  ).toEqual([]);
});

const isFurther = ({ route, method }: Access, index: number) =>
  accesses.findIndex((access) => access.route === route && access.method === method) < index;

/** Sample targets for forged requests. */
const coveted = ["/support", "/support/customers/[customerId]", "/admin/audit"].map(
  (wanted) => accesses.find(({ route }) => route === wanted) as Access,
);

let scene: Scene;
let buildId: string;
test.beforeAll(async () => {
  buildId = readFileSync(path.join(distDirectory, "next/.next/BUILD_ID"), "utf8");
  const kinds = new Map(listBuiltRoutes(distDirectory).map(({ route, kind }) => [route, kind]));
  scene = { portal: getPortalUrl(), kinds, rows, stage: await plantStage() };
});

for (const [index, access] of accesses.entries()) {
  test(`${index} ${access.method} ${access.route}`, async () => {
    const faults = await checkAccess(scene, access, isFurther(access, index));
    expect(faults).toEqual([]);
  });
}

for (const access of coveted) {
  test(`forged requests for ${access.route}`, async () => {
    const faults = await checkForgeries(scene, access, buildId);
    expect(faults).toEqual([]);
  });
}
