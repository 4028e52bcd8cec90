// Imports in their states, for tests of layout and accessibility.
import { query } from "./records";

const counts = {
  counts: {
    customers: { new: 1204, changed: 3, same: 40, left: 2, rejected: 1 },
    devices: { new: 0, changed: 0, same: 0, left: 0, rejected: 0 },
    ...{ unread: 1, removed: 0 },
  },
  repairs: [{ code: "country", field: "country", value: "Großbritannien", to: "GB", count: 1204 }],
  ...{ shared: [2, 3], sharedCount: 2, missing: null },
};
const reading = {
  ...{ format: "csv", encoding: "windows-1252", delimiter: ";", target: "customer" },
  layout: "salesforce-contacts",
  columns: [
    { header: "Kundennummer im Warenwirtschaftssystem", field: "externalId", by: "map" },
    { header: "PLZ", field: null, by: null },
    { header: "", field: null, by: null },
  ],
};
const longName = "Kundenexport-Warenwirtschaftssystem-2026-11-28-endgültig.csv";

type Run = { state: string; fault?: object; movedAgo?: number; line?: number };

async function addImport({ state, fault, movedAgo = 0, line = 1250 }: Run): Promise<string> {
  const [run] = await query<{ id: string }>(
    `with ada as (insert into staff (role, name) values ('admin', 'Adelheid Administration') returning id)
     insert into imports (file_name, source, state, created_by, options, reading, counts, fault, line, lines, moved_at,
       finished_at)
     select $1, 'browser', $2, id, '{"sync": true}', $3, $4, $5, $6, 2500, now() - $7 * interval '1 minute',
       case when $2 in ('checked', 'applied', 'failed') then now() end from ada returning id`,
    [longName, state, reading, counts, fault ?? null, line, movedAgo],
  );
  const id = run?.id ?? "";
  await query("insert into import_parts values ($1, 0, 'a')", [id]);
  await query(
    `insert into import_rejects (import_id, line, cells, reasons) values ($1, 7, array['K-17', 'Wilhelmina', '03/04/2026'],
       '[{"code": "country-unknown", "field": "country", "value": "Atlantis"}, {"code": "json-broken"}]')`,
    [id],
  );
  return id;
}

/** Adds imports. @returns states of their pages */
export async function makeImportStates() {
  const path = async (run: Run) => `/admin/import/${await addImport(run)}`;
  const missing = { code: "columns-missing", fields: ["externalId"], headers: ["PLZ"] };
  return [
    { name: "import-checked", path: await path({ state: "checked" }), shows: "What would happen" },
    { name: "import-applied", path: await path({ state: "applied" }), shows: "What happened" },
    {
      name: "import-failed",
      path: await path({ state: "failed", fault: missing, line: 0 }),
      shows: "Required fields have no column: Customer number.",
    },
    {
      name: "import-broken",
      path: await path({
        state: "failed",
        fault: { code: "broken-off", reference: "7K3M-9QXT-2BFR", during: "applying" },
      }),
      shows: "The import stopped after line 1,250.",
    },
    { name: "import-moving", path: await path({ state: "applying" }), shows: "1,250 of about 2,500 lines" },
    {
      name: "import-stuck",
      path: await path({ state: "checking", movedAgo: 6 }),
      shows: "There has been no sign of life",
    },
    {
      name: "import-match",
      path: "/admin/import/match?rows=1250&number=1200:2&off=49:3.4.5&unread=1:8&fault=columns-missing",
      shows: "1,200 of 1,250 people would find their devices.",
    },
    {
      name: "imports",
      path: "/admin/import?problem=file-missing&encoding=shift_jis&sync=on",
      shows: "Choose a file first.",
    },
  ];
}
