// What each page may cost. The limits stand close above what the pages cost now: raise one only with a reason.

/** Bytes of HTML, uncompressed, and round trips to the database, of the most expensive of a page's addresses. */
type Budget = [html: number, trips: number];

/** By the routes of pages, with the data that e2e/support/access/stage.ts plants. */
export const pages: Record<string, Budget> = {
  "/": [21_000, 0],
  "/cookies": [17_500, 0],
  "/sign-in": [14_500, 0],
  "/sign-in/code": [17_500, 1],
  "/account": [27_000, 4],
  "/account/country": [51_500, 2],
  "/account/delete": [19_500, 2],
  "/account/deleted": [15_000, 0],
  "/account/email": [17_000, 3],
  "/account/email/code": [19_000, 2],
  "/open/[card]/start": [20_500, 1],
  "/open/back": [14_500, 2],
  "/devices": [20_000, 4],
  "/devices/add": [20_500, 2],
  // With the levels of four supplies.
  "/devices/[deviceId]": [26_000, 3],
  // A row for each day on which one of four levels changed.
  "/devices/[deviceId]/levels": [60_000, 3],
  "/devices/[deviceId]/remove": [17_500, 2],
  "/support": [22_000, 11],
  "/support/customers/[customerId]": [41_000, 11],
  // With the QR code.
  "/support/customers/[customerId]/cards/[card]": [77_500, 5],
  "/admin": [53_500, 9],
  "/admin/audit": [90_000, 4],
  "/admin/customers/[customerId]/delete": [26_000, 5],
  "/admin/customers/[customerId]/devices/[deviceId]/model": [25_500, 5],
  "/admin/customers/[customerId]/devices/[deviceId]/transfer": [27_000, 6],
  "/admin/devices": [49_500, 2],
  "/admin/doctor": [58_500, 17],
  "/admin/import": [56_000, 2],
  "/admin/import/[importId]": [42_000, 6],
  "/admin/import/match": [22_000, 1],
  "/admin/keys": [26_000, 2],
  "/admin/keys/[keyId]/revoke": [22_500, 2],
  "/admin/keys/new": [32_000, 1],
  "/admin/models": [51_000, 6],
  // Its forms repeat each text in each language.
  "/admin/models/[modelId]": [381_500, 8],
  "/admin/models/[modelId]/delete": [21_000, 7],
  "/admin/new-model": [21_500, 1],
  "/admin/old-values": [18_500, 2],
  "/admin/revoke": [24_500, 4],
  "/admin/sign-in-check": [19_500, 2],
  "/admin/staff": [30_000, 2],
};

/** What addresses of a customer with 24 devices may cost, and of one without a country. */
export const addresses: { path: string; after?: string; html: number; trips: number }[] = [
  { path: "/devices", html: 45_000, trips: 3 },
  { path: "/devices/{deviceId}", html: 26_500, trips: 2 },
  { path: "/devices/{deviceId}/levels", html: 66_000, trips: 3 },
  { path: "/devices/{deviceId}/go/supplies", html: 0, trips: 1 },
  { path: "/devices/{deviceId}/go/inventory?via=app", html: 0, trips: 1 },
  { path: "/devices/go/all-devices", html: 0, trips: 3 },
  { path: "/open/supplies/go?model=HB-INKWELL-4&country=DE", html: 0, trips: 4 },
  { path: "/return", html: 0, trips: 1 },
  { path: "/return", after: "/devices/{deviceId}/go/history", html: 0, trips: 1 },
];

/** The same of a customer whose country is unknown: the pages guess it from the languages. */
export const addressesWithoutCountry: typeof addresses = [
  { path: "/devices", html: 21_000, trips: 2 },
  { path: "/devices/{deviceId}", html: 25_000, trips: 2 },
  { path: "/account/country", html: 51_000, trips: 1 },
];

/** Bytes that a browser loads with any page, gzipped: 132.5 and 12 KiB. The desk has scripts of its own. */
export const files = { scripts: 132.5 * 1024, deskScripts: 134.5 * 1024, styles: 12 * 1024 };
