// What each page may cost. The limits stand close above what the pages cost now: raise one only with a reason.

/** Bytes of HTML, uncompressed, and round trips to the database, of the most expensive of a page's addresses. */
type Budget = [html: number, trips: number];

/** By the routes of pages, with the data that e2e/support/access/stage.ts plants. */
export const pages: Record<string, Budget> = {
  "/": [26_000, 0],
  "/cookies": [22_000, 0],
  "/sign-in": [19_500, 0],
  "/sign-in/code": [23_000, 1],
  "/account": [35_000, 4],
  "/account/country": [58_000, 2],
  "/account/delete": [26_000, 2],
  "/account/deleted": [20_000, 0],
  "/account/email": [23_500, 3],
  "/account/email/code": [26_000, 2],
  "/devices": [29_500, 4],
  "/devices/add": [27_500, 2],
  "/devices/[deviceId]": [25_000, 3],
  "/devices/[deviceId]/remove": [23_500, 2],
  "/support": [27_500, 11],
  "/support/customers/[customerId]": [44_500, 10],
  // With the QR code.
  "/support/customers/[customerId]/cards/[card]": [84_000, 5],
  "/admin": [60_000, 9],
  "/admin/audit": [99_000, 4],
  "/admin/customers/[customerId]/delete": [32_000, 5],
  "/admin/customers/[customerId]/devices/[deviceId]/model": [31_000, 5],
  "/admin/customers/[customerId]/devices/[deviceId]/transfer": [33_000, 6],
  "/admin/doctor": [69_000, 17],
  "/admin/import": [63_500, 2],
  "/admin/import/[importId]": [49_500, 6],
  "/admin/import/match": [28_000, 1],
  "/admin/keys": [31_000, 2],
  "/admin/keys/[keyId]/revoke": [28_000, 2],
  "/admin/keys/new": [37_500, 1],
  "/admin/models": [56_000, 6],
  // Its forms repeat each text in each language.
  "/admin/models/[modelId]": [430_000, 8],
  "/admin/models/[modelId]/delete": [27_000, 7],
  "/admin/new-model": [27_500, 1],
  "/admin/old-values": [23_500, 2],
  "/admin/revoke": [30_500, 4],
  "/admin/sign-in-check": [24_500, 2],
  "/admin/staff": [35_000, 2],
};

/** What addresses of a customer with 24 devices may cost, and of one without a country. */
export const addresses: { path: string; after?: string; html: number; trips: number }[] = [
  { path: "/devices", html: 45_000, trips: 3 },
  { path: "/devices/{deviceId}", html: 25_000, trips: 2 },
  { path: "/devices/{deviceId}/go/supplies", html: 0, trips: 1 },
  { path: "/devices/{deviceId}/go/inventory?via=app", html: 0, trips: 1 },
  { path: "/devices/go/all-devices", html: 0, trips: 3 },
  { path: "/return", html: 0, trips: 1 },
  { path: "/return", after: "/devices/{deviceId}/go/history", html: 0, trips: 1 },
];

/** The same of a customer whose country is unknown: the pages guess it from the languages. */
export const addressesWithoutCountry: typeof addresses = [
  { path: "/devices", html: 30_000, trips: 2 },
  { path: "/devices/{deviceId}", html: 25_000, trips: 2 },
  { path: "/account/country", html: 58_000, trips: 1 },
];

/** Bytes that a browser loads with any page, gzipped: 132.5 and 12 KiB. The desk has scripts of its own. */
export const files = { scripts: 132.5 * 1024, deskScripts: 134.5 * 1024, styles: 12 * 1024 };
