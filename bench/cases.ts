// What is measured, and against what.
import { connect } from "@/launcher/connect";
import type { Site } from "./empty";
import type { Case } from "./load";
import type { Measured } from "./portal";

/** Titles of what others are compared with. */
export const redirectTitle = "empty Next redirect";
export const pageTitle = "empty Next page";
export const peerTitle = "the peer";

/** Lists the requests of an empty Next app. */
export const listEmptyCases = (site: Site): Case[] => [
  { title: redirectTitle, site, path: "/go", wanted: { status: 303, location: "/elsewhere" } },
  { title: pageTitle, site, path: "/", wanted: { status: 200 } },
];

/** How many launches a turn of the returns that spend one finds open. */
const openLaunches = 1500;

/** Numbers browsers, so that each request has one of its own: no two runs of one benchmark share any. */
let browsers = 0;
const writeToken = (browser: number) => String(browser).padStart(43, "0");

/**
 * Lists the requests of a portal: redirects and pages of its signed-in customer, and pages of a stranger.
 * @param name put before the titles, to tell two portals apart
 */
export function listPortalCases(portal: Measured, name = ""): Case[] {
  const { cookie, deviceId, location } = portal;
  const site = portal;
  const [session] = cookie.split("; ");
  const device = `/devices/${deviceId}`;
  const signedIn = { cookie };
  const launch = { site, path: `${device}/go/supplies`, wanted: { status: 303, location } };
  let next = 0;
  const cases: Case[] = [
    {
      ...launch,
      title: "launch, new",
      makeHeaders: () => ({ cookie: `${session}; larder.browser=${writeToken(++browsers)}` }),
      against: redirectTitle,
    },
    { ...launch, title: "launch, again", headers: signedIn, against: redirectTitle },
    {
      title: "return, nothing open",
      site,
      path: "/return",
      headers: { cookie: `${session}; larder.browser=${"n".repeat(43)}` },
      wanted: { status: 303, location: `${portal.publicUrl}/devices` },
      against: redirectTitle,
    },
    {
      title: "return that spends",
      site,
      path: "/return",
      before: async () => {
        next = browsers;
        browsers += openLaunches;
        await openMany(portal, next + 1);
      },
      makeHeaders: () => ({ cookie: `${session}; larder.browser=${writeToken(++next)}` }),
      wanted: { status: 303, location: `${portal.publicUrl}${device}` },
      against: redirectTitle,
    },
    {
      title: "device page",
      site,
      path: device,
      headers: signedIn,
      wanted: { status: 200 },
      against: pageTitle,
    },
    {
      title: "list of 24",
      site,
      path: "/devices",
      headers: signedIn,
      wanted: { status: 200 },
      against: pageTitle,
    },
    { title: "welcome", site, path: "/", wanted: { status: 200 }, against: pageTitle },
    { title: "sign-in", site, path: "/sign-in", wanted: { status: 200 }, against: pageTitle },
  ];
  return cases.map((one) => ({ ...one, title: name + one.title }));
}

/** Inserts open launches, one for each browser from a number on. */
async function openMany({ database, deviceId }: Measured, first: number): Promise<void> {
  const client = await connect(database.appUrl);
  try {
    await client.query(
      `insert into launches (customer_id, device_id, vendor_code, card, channel, region, browser_hash, expires_at)
       select customer_id, d.id, 'BENCH', 'supplies', 'website', 'EU', sha256(lpad(n::text, 43, '0')::bytea),
         now() + interval '4 hours'
       from devices d, generate_series($2::int, $2::int + $3::int - 1) n where d.id = $1`,
      [deviceId, first, openLaunches],
    );
  } finally {
    await client.end();
  }
}
