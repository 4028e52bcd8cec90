import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "playwright/test";
import { getPortalUrl } from "./support/addresses";
import { addCustomer, addSession, addStaffSession } from "./support/database";
import { type RawAnswer, sendRawRequest } from "./support/raw-request";

// Malformed requests that no browser sends. The response is never a 500 and never contains a stack trace.

const nobody = "00000000-0000-4000-8000-000000000000";
let device: string;
let cookie: string;
/** A customer's page at the support desk, and the page of one of their cards. */
let customerPage: string;
let cardPage: string;
let opening: string;
let staffCookie: string;

test.beforeAll(async () => {
  const customer = await addCustomer("Otto Odd", "DE", ["HB-INKWELL-4"]);
  device = `/devices/${customer.devices[0]}`;
  customerPage = `/support/customers/${customer.id}`;
  cardPage = `${customerPage}/cards/supplies`;
  opening = `${cardPage}/open`;
  cookie = `larder.session=${await addSession(customer)}`;
  staffCookie = `larder.session=${await addStaffSession("admin")}`;
});

/** Chooses the cookie of a viewer who may see the page. */
const cookieFor = (path: string) => (/^\/(support|admin)\b/.test(path) ? staffCookie : cookie);

function expectCalm(what: string, { status, body }: RawAnswer): void {
  expect.soft(status, what).toBeGreaterThanOrEqual(200);
  expect.soft(status, what).toBeLessThan(500);
  expect.soft(body, what).not.toMatch(/node_modules|\bat \S+ \(|TypeError|URIError|SyntaxError/);
}

const oddValues: Record<string, string> = {
  "a NUL": "%00",
  "a NUL between letters": "ink%00jet",
  "invalid UTF-8": "%ff%fe",
  "half a character": "%e2%82",
  "a lone surrogate": "%ed%a0%80",
  "a broken escape": "%",
  // Six of these fit Node's limit of 16 KiB for request headers. Above it, Node answers 431 and disconnects.
  "very much": "x".repeat(2400),
  nothing: "",
  "control characters": "%01%1b%7f%c2%85",
  quotes: "%27%22%3B--",
  wildcards: "%25_%5c%25",
  "an array": "%5B%5D",
  "what every object has": "constructor",
  "what every object comes from": "__proto__",
  "a number too large": "99999999999999999999",
  "a cursor that lies": Buffer.from('["\\u0000","00000000-0000-0000-0000-000000000000",1]').toString(
    "base64url",
  ),
  "a cursor with a time that lies": Buffer.from('["0","00000000-0000-0000-0000-000000000000",1]').toString(
    "base64url",
  ),
  "a cursor with a year that lies": Buffer.from(
    '["+275760-09-13","00000000-0000-0000-0000-000000000000",1]',
  ).toString("base64url"),
};

const parametersOf: [title: string, address: () => string, parameters: string[]][] = [
  ["/", () => "/", ["callbackUrl"]],
  ["/sign-in", () => "/sign-in", ["callbackUrl", "error", "reference", "problem", "minutes"]],
  ["/devices", () => "/devices", ["q", "sort", "after", "back", "removed"]],
  ["the device page", () => device, ["back", "via", "card", "done", "problem", "name"]],
  ["the page that asks before removing", () => `${device}/remove`, ["back"]],
  ["/devices/add", () => "/devices/add", ["model", "serial", "code", "problem", "minutes"]],
  ["/open", () => "/open/supplies", ["model", "serial"]],
  ["the page of a link", () => "/open/supplies/start", ["model", "country", "serial", "via"]],
  ["the way on from it", () => "/open/supplies/go", ["model", "country", "serial", "via"]],
  ["the way back to it", () => "/open/back", ["back"]],
  ["a launch", () => `${device}/go/settings`, ["via", "exitUri"]],
  ["/devices/go/all-devices", () => "/devices/go/all-devices", ["via", "vendor"]],
  ["/return", () => "/return", ["back", "launch", "status"]],
  ["/theme.css", () => "/theme.css", ["v"]],
  ["/pictures", () => `/pictures/${"a".repeat(43)}`, ["q"]],
  ["/support", () => "/support", ["q", "after", "back"]],
  ["the customer’s page", () => customerPage, ["back", "before", "q", "sort", "after"]],
  ["the card’s page", () => cardPage, ["device", "vendor", "show", "via", "problem", "done"]],
  ["/admin/audit", () => "/admin/audit", ["staff", "event", "customer", "from", "to", "older", "newer"]],
  ["/admin/audit/export", () => "/admin/audit/export", ["staff", "event", "customer", "from", "to"]],
  ["/admin", () => "/admin", ["q"]],
  ["/admin/staff", () => "/admin/staff", ["done"]],
  ["/admin/keys", () => "/admin/keys", ["done"]],
  ["/admin/keys/new", () => "/admin/keys/new", ["problem", "purpose", "name", "days"]],
  ["/admin/devices", () => "/admin/devices", ["model"]],
  ["/admin/devices/silent", () => "/admin/devices/silent", ["model"]],
  ["/admin/models", () => "/admin/models", ["done"]],
  ["/admin/new-model", () => "/admin/new-model", ["problem", "id", "name"]],
  [
    "a model’s page",
    () => "/admin/models/HB-INKWELL-4",
    ["draft", "step", "undo", "problem", "country", "language", "done"],
  ],
  ["/account", () => "/account", ["done", "name"]],
  ["/account/country", () => "/account/country", ["device", "page", "problem"]],
  ["/account/delete", () => "/account/delete", ["word"]],
  ["/account/email", () => "/account/email", ["problem", "minutes"]],
  ["/account/data", () => "/account/data", ["q"]],
  ["/api/health/ready", () => "/api/health/ready", ["q"]],
  ["/api/health/live", () => "/api/health/live", ["q"]],
  ["/api/auth/signin", () => "/api/auth/signin", ["callbackUrl"]],
  [
    "/api/auth/callback/oidc",
    () => "/api/auth/callback/oidc",
    ["code", "state", "error", "iss", "callbackUrl", "nextauth"],
  ],
  ["/no/such/page", () => "/no/such/page", ["q"]],
];

for (const [title, address, parameters] of parametersOf) {
  test(`odd parameters at ${title}`, async () => {
    const own = { cookie: cookieFor(address()) };
    for (const [what, value] of Object.entries(oddValues)) {
      // All at once and one at a time, because one invalid parameter may hide the others.
      for (const names of [parameters, ...parameters.map((name) => [name])]) {
        const query = names.map((name) => `${name}=${value}`).join("&");
        const answer = await sendRawRequest(getPortalUrl(), `${address()}?${query}`, { headers: own });
        expectCalm(`${address()}: ${names} ${what}`, answer);
      }
    }
    const names = ["__proto__", "constructor", "toString", "%00", "%ff", "[]", "a[b]", "nextauth", "_rsc"];
    const twice = [...parameters, ...names].map((name) => `${name}=a&${name}=b`).join("&");
    const nested = parameters.map((name) => `${name}[]=a&${name}[x]=b&${name}[__proto__][y]=c`).join("&");
    for (const query of [twice, nested, "&&=&=x&?", "sort=newest&sort=newest&after=x&after=y"]) {
      for (const headers of [own, {}] as Record<string, string>[]) {
        expectCalm(
          `${address()}?${query}`,
          await sendRawRequest(getPortalUrl(), `${address()}?${query}`, { headers }),
        );
      }
    }
    // A list sorted by age parses its cursor as a time.
    if (address() !== "/devices") return;
    for (const [what, value] of Object.entries(oddValues)) {
      const path = `/devices?sort=newest&after=${value}`;
      expectCalm(
        `newest first: ${what}`,
        await sendRawRequest(getPortalUrl(), path, { headers: { cookie } }),
      );
    }
  });
}

test("odd paths", async () => {
  const parts = [
    ...[
      "%00",
      "%ff",
      "%ed%a0%80",
      "%",
      "%2e%2e",
      "..%2f..%2fetc%2fpasswd",
      "%5c",
      "__proto__",
      "constructor",
    ],
    ...[
      "toString",
      "x".repeat(4000),
      "[deviceId]",
      "%5BdeviceId%5D",
      "%E2%80%AE",
      "a;b=c",
      "%0d%0aSet-Cookie:x=y",
    ],
  ];
  const places = [
    ...["/support/{}", "/support/customers/{}", "/support/customers/{}/cards/{}", "/admin/{}"],
    ...[
      "/{}",
      "/devices/{}",
      "/devices/{}/go/supplies",
      "/devices/go/{}",
      "/devices/{}/remove",
      "/open/{}",
      "/open/{}/start?model=HB-BREW-2",
      "/open/{}/go?model=HB-BREW-2",
      "/api/auth/{}",
      "/api/auth/{}/oidc",
    ],
    ...[
      "/api/auth/callback/{}",
      "/api/health/{}",
      "/api/{}",
      "/sign-in/{}",
      "/return/{}",
      "/_next/static/{}",
    ],
  ];
  const paths = [...places, `${device}/go/{}`, `${device}/{}`].flatMap((place) =>
    parts.map((part) => place.replaceAll("{}", part)),
  );
  for (const path of [
    ...paths,
    "//",
    "//evil.example",
    "/\\evil.example",
    "/devices//",
    "/./devices",
    "/%2f",
  ]) {
    const answer = await sendRawRequest(getPortalUrl(), path, { headers: { cookie: cookieFor(path) } });
    expectCalm(path.slice(0, 80), answer);
    const { location } = answer.headers;
    if (location)
      expect.soft(new URL(location, getPortalUrl()).origin, `${path} stays here`).toBe(getPortalUrl());
    expect.soft(answer.headers["set-cookie"] ?? [], path.slice(0, 80)).not.toContain("x=y");
  }
});

test("unsupported methods", async () => {
  const readOnly = [
    ...["/", "/sign-in", "/devices", device, `${device}/go/settings`, "/devices/go/all-devices", "/return"],
    ...["/devices/add", `${device}/remove`, "/account/country", "/open/supplies"],
    ...["/open/supplies/start?model=HB-BREW-2", "/open/supplies/go?model=HB-BREW-2&country=DE", "/open/back"],
    ...["/theme.css", "/devices.svg", "/api/health/live", "/api/health/ready", "/api/auth/signin"],
    ...["/api/auth/callback/oidc", "/support", customerPage, cardPage, "/no/such/page"],
    ...["/admin", "/admin/audit", "/admin/audit/export", "/admin/staff"],
    ...["/admin/keys", "/admin/keys/new", `/admin/keys/${nobody}/revoke`],
    ...["/admin/devices", "/admin/devices/silent"],
    ...["/admin/models", "/admin/models/X", "/admin/models/X/delete", "/admin/new-model"],
  ];
  const ways: [path: string, methods: string[]][] = [
    ...readOnly.map((path): [string, string[]] => [
      path,
      ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"],
    ]),
    ["/sign-in/start", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]],
    ...[
      "/devices/country",
      "/devices/add/claim",
      `${device}/name`,
      `${device}/removal`,
      `${device}/restore`,
    ].map((path): [string, string[]] => [path, ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]]),
    ...[
      ...["/admin/staff/sessions", "/admin/keys/create", `/admin/keys/${nobody}/revocation`],
      ...["/admin/new-model/create", "/admin/models/X/draft", "/admin/models/X/save"],
      ...["/admin/models/X/tried", "/admin/models/X/deletion"],
    ].map((path): [string, string[]] => [path, ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]]),
    ["/api/auth/back-channel-logout", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]],
    ["/sign-out", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]],
    ...[opening, `${cardPage}/mail`].map((path): [string, string[]] => [
      path,
      ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"],
    ]),
  ];
  for (const [path, methods] of ways) {
    for (const method of methods) {
      const headers: Record<string, string> = {
        cookie: cookieFor(path),
        "content-type": "application/x-www-form-urlencoded",
      };
      const body = ["POST", "PUT", "PATCH"].includes(method) ? "a=b" : undefined;
      const answer = await sendRawRequest(getPortalUrl(), path, { method, headers, body });
      // Prefetches get 503 on purpose, and HEAD counts as a prefetch.
      if (method === "HEAD" && answer.status === 503) continue;
      expectCalm(`${method} ${path}`, answer);
    }
  }
  const still = await sendRawRequest(getPortalUrl(), "/devices", { headers: { cookie } });
  expect(still.status, "still signed in").toBe(200);
});

test("odd forms and returns from staff", async () => {
  const staff = { cookie: staffCookie };
  const headers = { ...staff, origin: getPortalUrl(), "content-type": "application/x-www-form-urlencoded" };
  for (const [what, value] of Object.entries(oddValues)) {
    for (const body of [`device=${value}&reason=x`, `reason=${value}`, `reason=${value}&reason[]=x`]) {
      expectCalm(
        `opening: ${what}`,
        await sendRawRequest(getPortalUrl(), opening, { method: "POST", headers, body }),
      );
    }
    for (const path of [`/return?back=${value}`, `/support?back=${value}`, `/support?back=a&back=${value}`]) {
      expectCalm(
        `${what} at ${path.slice(0, 40)}`,
        await sendRawRequest(getPortalUrl(), path, { headers: staff }),
      );
    }
    const mail = await sendRawRequest(getPortalUrl(), `${cardPage}/mail`, {
      ...{ method: "POST", headers, body: `device=${value}` },
    });
    expectCalm(`mailing: ${what}`, mail);
    if (/%(?!..)|\//.test(value)) continue;
    for (const [method, end] of [
      ["POST", "/open"],
      ["POST", "/mail"],
      ["GET", ""],
    ] as const) {
      const path = `/support/customers/${value}/cards/${value}${end}`;
      const body = method === "POST" ? "a=b" : undefined;
      expectCalm(
        `${path} with ${what}`,
        await sendRawRequest(getPortalUrl(), path, { method, headers, body }),
      );
    }
    expectCalm(what, await sendRawRequest(getPortalUrl(), `/support/customers/${value}`, { headers: staff }));
  }
});

test("malformed cookies", async () => {
  const values = [
    ...[
      "",
      "x",
      "%",
      "%00",
      "%0d%0aa:b",
      "%ff",
      '"',
      '"unended',
      "a b",
      "x".repeat(6000),
      "..",
      "{}",
      "null",
      "é",
    ],
    ...["eyJhbGciOiJkaXIifQ..a.b.c", "a|b", "a%3B%20Domain%3Devil.example", "%2F%2Fevil.example"],
  ];
  const send = (header: string, path: string) =>
    sendRawRequest(getPortalUrl(), path, { headers: { cookie: Buffer.from(header).toString("latin1") } });

  for (const value of values) {
    const short = value.slice(0, 40);
    for (const path of ["/devices", `${device}/go/settings`, "/return"]) {
      expectCalm(`session ${short} at ${path}`, await send(`larder.session=${value}`, path));
    }
    for (const name of ["NEXT_LOCALE", "__proto__"]) {
      expectCalm(`${name} ${short}`, await send(`${cookie}; ${name}=${value}`, "/devices"));
    }

    // A malformed browser cookie does not block a launch and is never echoed.
    const browser = `${cookie}; larder.browser=${value}`;
    expectCalm(`browser ${short} at /return`, await send(browser, "/return"));
    const launch = await send(browser, `${device}/go/settings`);
    expect.soft(launch.status, `browser ${short}`).toBe(303);
    expect
      .soft((launch.headers["set-cookie"] ?? []).join("\n"), `browser ${short}`)
      .toMatch(/^larder\.browser=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=lax$/i);

    const open = ["larder.sign-in.x", "larder.sign-in.", "larder.sign-in", "__Host-larder.sign-in.x"];
    for (const name of open)
      expectCalm(
        `${name} ${short}`,
        await send(`${name}=${value}`, "/api/auth/callback/oidc?code=a&state=b"),
      );
    const start = await sendRawRequest(getPortalUrl(), "/sign-in/start", {
      method: "POST",
      headers: {
        cookie: Buffer.from(open.map((name) => `${name}=${value.slice(0, 1000)}`).join("; ")).toString(
          "latin1",
        ),
        origin: getPortalUrl(),
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "callbackUrl=%2Fdevices",
    });
    expectCalm(`sign-in with ${short}`, start);
    expect.soft(start.headers.location ?? "", "sign-in continues").toContain(process.env.E2E_ISSUER);
  }
});

test("invalid forms", async () => {
  const multipart = "multipart/form-data; boundary=x";
  const bodies: [type: string, body: string][] = [
    ["application/x-www-form-urlencoded", "callbackUrl=%ff%00&callbackUrl=//evil.example"],
    ["application/x-www-form-urlencoded", "%"],
    ["application/x-www-form-urlencoded", "x".repeat(200_000)],
    [multipart, ""],
    [multipart, "--x\r\nnonsense"],
    [multipart, '--x\r\nContent-Disposition: form-data; name="callbackUrl"\r\n\r\n/devices'],
    [
      multipart,
      '--x\r\nContent-Disposition: form-data; name="callbackUrl"; filename="a"\r\n\r\nfile\r\n--x--\r\n',
    ],
    ["multipart/form-data", "no boundary"],
    ["application/json", '{"callbackUrl": 1}'],
    ["text/plain;charset=UTF-8", "callbackUrl=/devices"],
    ["nonsense", "nonsense"],
    ["", ""],
  ];
  const own = [
    "/devices/country",
    "/devices/add/claim",
    `${device}/name`,
    `${device}/removal`,
    `${device}/restore`,
    "/admin/staff/sessions",
    "/admin/keys/create",
    `/admin/keys/${nobody}/revocation`,
    opening,
    `${cardPage}/mail`,
  ];
  for (const path of ["/sign-in/start", "/sign-out", ...own]) {
    for (const [type, body] of bodies) {
      for (const origin of [getPortalUrl(), "https://evil.example", "null"]) {
        const headers: Record<string, string> = { origin, ...(type && { "content-type": type }) };
        const answer = await sendRawRequest(getPortalUrl(), path, { method: "POST", headers, body });
        expectCalm(`${path} ${type} ${body.slice(0, 40)} from ${origin}`, answer);
        expect.soft(answer.status, `${path} from ${origin}`).toBe(origin === getPortalUrl() ? 303 : 403);
      }
    }
  }
  // The identity provider posts from another origin; only its token matters.
  const logout = "/api/auth/back-channel-logout";
  for (const [type, body] of [...bodies, ["application/x-www-form-urlencoded", "logout_token=a.b.c"]]) {
    for (const origin of [getPortalUrl(), "https://evil.example"]) {
      const headers: Record<string, string> = { origin, ...(type && { "content-type": type }) };
      const answer = await sendRawRequest(getPortalUrl(), logout, { method: "POST", headers, body });
      expect.soft(answer.status, `${logout} ${type} ${body?.slice(0, 40)} from ${origin}`).toBe(400);
    }
  }
});

test("the portal does not wait for a long form of another site", async () => {
  for (const path of ["/sign-out", `${device}/name`, "/admin/import/upload", "/admin/import/match/report"]) {
    for (const length of ["Content-Length: 9500000", "Transfer-Encoding: chunked"]) {
      const socket = connect(Number(new URL(getPortalUrl()).port), "127.0.0.1");
      const head = [
        `POST ${path} HTTP/1.1`,
        "Host: localhost",
        "Origin: https://evil.example",
        length,
        "",
        "",
      ];
      socket.write(head.join("\r\n"));
      // Ends only when the portal closes the connection.
      expect(await text(socket), `${path} ${length}`).toMatch(/^HTTP\/1\.1 403 /);
    }
  }
});

test("server actions with garbage, although the portal has none", async () => {
  const boundary = "a-boundary-of-no-meaning";
  const multipart = `multipart/form-data; boundary=${boundary}`;
  const form = (fields: Record<string, string>) =>
    `${Object.entries(fields)
      .map(
        ([name, value]) =>
          `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      )
      .join("")}--${boundary}--\r\n`;
  const id = `40${"0".repeat(40)}`;
  const text = "text/plain;charset=UTF-8";
  const urlencoded = "application/x-www-form-urlencoded";

  const attempts: [what: string, headers: Record<string, string>, body: string][] = [
    ["an invalid action id", { "next-action": "nonsense", "content-type": text }, "[]"],
    ["an empty action", { "next-action": "", "content-type": text }, "[]"],
    ["__proto__", { "next-action": "__proto__", "content-type": text }, "[]"],
    ["an unknown id", { "next-action": id, "content-type": text }, "[]"],
    ["an unknown id, with no JSON", { "next-action": id, "content-type": text }, "{{{"],
    ["an unknown id, with nothing", { "next-action": id, "content-type": text }, ""],
    [
      "an unknown id, with odd references",
      { "next-action": id, "content-type": text },
      '["$1:__proto__:then"]',
    ],
    [
      "an unknown id, with half a form",
      { "next-action": id, "content-type": multipart },
      `--${boundary}\r\nx`,
    ],
    ["an unknown id, with no boundary", { "next-action": id, "content-type": "multipart/form-data" }, "x"],
    ["an unknown id, with a form", { "next-action": id, "content-type": multipart }, form({ "0": "[]" })],
    ["a form with half a part", { "content-type": multipart }, `--${boundary}\r\nnonsense`],
    ["a form with nothing", { "content-type": multipart }, ""],
    ["a form without a boundary", { "content-type": "multipart/form-data" }, "x"],
    ["a form with no action", { "content-type": multipart }, form({ country: "DE" })],
    ["a form with an unknown action", { "content-type": multipart }, form({ [`$ACTION_ID_${id}`]: "" })],
    ["a form with a nonsensical action", { "content-type": multipart }, form({ $ACTION_ID_nonsense: "" })],
    [
      "a form with a nonsensical reference",
      { "content-type": multipart },
      form({ $ACTION_REF_1: "", "$ACTION_1:0": "{{{" }),
    ],
    ["a form with __proto__", { "content-type": multipart }, form({ __proto__x: "a", constructor: "b" })],
    ["a plain form with an action", { "content-type": urlencoded }, `%24ACTION_ID_${id}=`],
  ];
  for (const [what, headers, body] of attempts) {
    for (const path of ["/", "/sign-in", "/devices", device, "/return", "/no/such/page"]) {
      for (const origin of [getPortalUrl(), "https://evil.example"]) {
        const answer = await sendRawRequest(getPortalUrl(), path, {
          method: "POST",
          headers: { cookie, origin, ...headers },
          body,
        });
        expectCalm(`${what} at ${path} from ${origin}`, answer);
      }
    }
  }
  const still = await sendRawRequest(getPortalUrl(), device, { headers: { cookie } });
  expect(still.status).toBe(200);
  expect(still.body, "the country stays").toContain("the address for Germany");
});

test("invalid headers", async () => {
  const odd: Record<string, string>[] = [
    { "accept-language": "" },
    { "accept-language": "x".repeat(3000) },
    { "accept-language": "*, ,;q=,de_DE;q=9,--,x-1,en-\u00e9" },
    { "accept-language": "__proto__, constructor, toString" },
    { "x-forwarded-host": "evil.example", "x-forwarded-proto": "javascript" },
    { host: "evil.example" },
    { rsc: "1" },
    { rsc: "1", "next-router-state-tree": "nonsense" },
    { rsc: "1", "next-router-state-tree": "%5B%22%22%2C%7B%7D%5D", "next-router-prefetch": "9" },
    { "next-router-segment-prefetch": "/../../x", rsc: "1", "next-router-prefetch": "1" },
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { "x-nextjs-data": "1" },
    { "content-security-policy": "script-src 'nonce-\"><script>alert(1)</script>'" },
    { "if-none-match": '"x"', range: "bytes=5-1" },
  ];
  for (const headers of odd) {
    for (const path of ["/", "/sign-in", "/devices", device, "/return", `${device}/go/settings`]) {
      const answer = await sendRawRequest(getPortalUrl(), path, { headers: { cookie, ...headers } });
      const what = `${JSON.stringify(headers).slice(0, 80)} at ${path}`;
      // Requests that look like prefetches are rejected on purpose.
      if (headers["next-router-prefetch"] && answer.status === 503) continue;
      expectCalm(what, answer);
      expect.soft(JSON.stringify(answer.headers), what).not.toContain("evil.example");
      expect.soft(answer.body, what).not.toContain("evil.example");
      expect.soft(answer.body, what).not.toContain("<script>alert(1)");
    }
  }
});
