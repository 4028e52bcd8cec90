// Tests what each sentence of the overview says, and where it leads.
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import type { Need } from "@/lib/overview/types";
import { setSettings } from "@/tests/stage";
import { NeedList } from "./need-list";

setSettings({});

vi.mock("@/lib/i18n/intl", () => import("@/tests/english"));

function read(needs: Need[]): [text: string, links: string[]] {
  const page = renderToStaticMarkup(createElement(NeedList, { needs }));
  const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, href = ""]) => href);
  return [
    page
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
    links,
  ];
}

const name = "customers.csv";
const key = { name: "Web shop", expiresAt: new Date("2026-12-24T12:00:00Z") };
const unknown = "name a model that the catalog does not have.";

it.each<[Need, string, string]>([
  [
    { kind: "import-stopped", count: 1, name, importId: "i" },
    "The import of “customers.csv” has stopped. Show",
    "/admin/import/i",
  ],
  [{ kind: "import-stopped", count: 2, name, importId: "i" }, "2 imports have stopped.", "/admin/import"],
  [
    { kind: "import-failed", count: 1, name, importId: "i" },
    "import of “customers.csv” failed.",
    "/admin/import/i",
  ],
  [{ kind: "import-failed", count: 3, name, importId: "i" }, "3 imports failed.", "/admin/import"],
  [{ kind: "import-waiting", count: 1, name, importId: "i" }, "waits to be applied.", "/admin/import/i"],
  [{ kind: "import-waiting", count: 2, name, importId: "i" }, "wait to be applied.", "/admin/import"],
  [
    { kind: "models-unknown", refused: { count: 312, isCut: false, importId: "i" } },
    `312 devices ${unknown}`,
    "/admin/import/i",
  ],
  [
    { kind: "models-unknown", refused: { count: 1, isCut: false, importId: null } },
    "1 device names a model that the catalog does not have.",
    "/admin/import",
  ],
  [
    { kind: "rows-refused", refused: { count: 10_000, isCut: true, importId: "i" } },
    "10,000+ imported rows were rejected.",
    "/admin/import/i",
  ],
  [
    { kind: "other-rows-refused", refused: { count: 57, isCut: false, importId: null } },
    "57 other imported rows were rejected.",
    "/admin/import",
  ],
  [{ kind: "keys-expired", count: 1, ...key }, "The key “Web shop” has expired.", "/admin/keys"],
  [{ kind: "keys-expired", count: 2, ...key }, "2 keys have expired.", "/admin/keys"],
  [{ kind: "keys-expiring", count: 1, ...key }, "“Web shop” expires on Dec 24, 2026.", "/admin/keys"],
  [{ kind: "keys-expiring", count: 2, ...key }, "2 keys expire soon.", "/admin/keys"],
  [{ kind: "old-values", count: 2 }, "An upgrade set 2 values aside.", "/admin/old-values"],
  [{ kind: "models-unready", count: 1 }, "1 model isn’t ready", "/admin/models"],
  [{ kind: "no-models" }, "There are no device models yet. Add models", "/admin/models"],
  [{ kind: "no-customers" }, "Your customers are not in the portal yet. Import", "/admin/import"],
])("%j", (need, sentence, href) => {
  const [text, links] = read([need]);
  expect(text).toContain(sentence);
  expect(links).toEqual([href]);
});

it("is one calm sentence where nothing needs a hand", () =>
  expect(read([])).toEqual(["What needs a hand Nothing needs a hand.", []]));
