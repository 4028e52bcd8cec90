import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { languages } from "@/lib/i18n/languages";
import { type Started, start, stop } from "@/sandbox/visitor";
import { setSettings } from "@/tests/stage";

/** Loads the module with these settings. */
async function load(settings: Record<string, string> = {}): Promise<typeof import("./index")> {
  setSettings({ MAIL_FROM: "devices@example.com", ...settings });
  vi.resetModules();
  return import("./index");
}

const code = { language: "en-US", purpose: "sign-in", code: "01234567", minutes: 10 } as const;
const changed = { language: "en-US", changedAt: new Date("2026-03-04T15:06:00Z") } as const;

const link = {
  language: "en-US",
  card: "supplies",
  device: "Kitchen printer",
  models: null,
  path: "/devices/1?card=supplies",
  sender: "Sam Okafor",
} as const;

const listHrefs = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);

describe("a mail with a code", () => {
  it.each(languages)("has the code once in each part in %s, and not in the subject", async (language) => {
    const { writeCodeMail } = await load();
    for (const purpose of ["sign-in", "change-email"] as const) {
      const { html, text, subject, ...rest } = await writeCodeMail({ ...code, language, purpose });
      expect(rest.language).toBe(language);
      expect(html).toContain(`<html lang="${language}" dir="ltr">`);
      expect(html.match(/01234567/g)).toHaveLength(1);
      expect(text.match(/^01234567$/gm)).toHaveLength(1);
      expect(text.match(/01234567/g)).toHaveLength(1);
      expect(subject).not.toContain("01234567");
    }
  });

  it("has text before the code, for previews on a locked phone", async () => {
    const { writeCodeMail } = await load();
    const { html, text } = await writeCodeMail(code);
    const seen = html.replace(/^.*<body/s, "").replace(/<[^>]*>|\s+/g, " ");
    expect(seen.indexOf("01234567")).toBeGreaterThan(120);
    expect(text.indexOf("01234567")).toBeGreaterThan(120);
  });

  it.each([
    [10, "valid for 10 minutes"],
    [1, "valid for 1 minute and"],
  ])("%i left: %s", async (minutes, words) => {
    const { writeCodeMail } = await load();
    const { html, text } = await writeCodeMail({ ...code, minutes });
    expect(html).toContain(words);
    expect(text).toContain(words);
  });
});

it("tells in the mail about a new address when it changed and where to get help", async () => {
  const { writeEmailChangedMail } = await load({ PARTNER_SUPPORT_URL: "https://example.com/help" });
  const { html, text, subject } = await writeEmailChangedMail(changed);
  expect(subject).toBe("Your e-mail address for Hearthby was changed");
  for (const part of [html, text]) {
    expect(part.replace(/\s/g, " ")).toContain("since March 4, 2026 at 3:06 PM UTC.");
    expect(part).toContain("https://example.com/help");
  }
  const { writeEmailChangedMail: withoutHelp } = await load();
  expect((await withoutHelp(changed)).text).not.toContain("Get help");
});

describe("a mail with a link", () => {
  const inOneLine = (part: string) => part.replace(/<[^>]*>|\s+/g, " ");

  it("names sender, reason, card and device, and what we never ask for", async () => {
    const { writeLinkMail } = await load();
    const { html, text, subject } = await writeLinkMail(link);
    expect(subject).toBe("Your link from Hearthby support: Supply tracking – Kitchen printer");
    for (const part of [html, text].map(inOneLine)) {
      for (const words of [
        "Sam Okafor from Hearthby support is sending you this link because you asked our support team for it.",
        "your page for Kitchen printer. Sign in there if you’re asked to, then press “Supply tracking”.",
        "Opening a page orders nothing.",
        "We never ask you for a password or a code",
        "ignore this e-mail",
      ])
        expect(part).toContain(words);
    }
  });

  it("names only support if the sender has no name, and no device for the account-wide card", async () => {
    const { writeLinkMail } = await load();
    const account = { ...link, card: "all-devices", device: null, path: "/devices", sender: null } as const;
    const { html, text, subject } = await writeLinkMail(account);
    expect(subject).toBe("Your link from Hearthby support: Your devices at Amazon");
    for (const part of [html, text].map(inOneLine)) {
      expect(part).toContain("Hearthby support is sending you this link because you asked for it.");
      expect(part).toContain("press “Your devices at Amazon”");
      expect(part).not.toMatch(/null|undefined/);
    }
  });

  it.each([
    ["en-US", "For Bowl One and Brew 2"],
    ["ja", "対象：Bowl One、Brew 2"],
  ] as const)("names the models that the account-wide card covers, in %s", async (language, words) => {
    const { writeLinkMail } = await load();
    const account = { ...link, language, card: "all-devices", device: null, path: "/devices" } as const;
    const { html, text } = await writeLinkMail({ ...account, models: ["Bowl One", "Brew 2"] });
    for (const part of [html, text].map(inOneLine)) expect(part).toContain(words);
  });

  it.each(languages)("links only to the portal's own pages in each part, in %s", async (language) => {
    const { writeLinkMail } = await load();
    const { html, text, ...letter } = await writeLinkMail({ ...link, language });
    expect(letter.language).toBe(language);
    expect(listHrefs(html)).toEqual([
      "http://localhost:3000/devices/1?card=supplies",
      "http://localhost:3000/",
    ]);
    expect(html.match(/class="button"/g)).toHaveLength(1);
    expect(text.match(/http:\S+/g)).toEqual([
      "http://localhost:3000/devices/1?card=supplies",
      "http://localhost:3000/",
    ]);
  });
});

describe("every mail", () => {
  it("links only to the portal and the configured pages", async () => {
    const pages = {
      PARTNER_SUPPORT_URL: "mailto:help@example.com",
      PARTNER_IMPRINT_URL: "https://example.com/imprint?a=1&b=2",
      PARTNER_PRIVACY_URL: "https://example.com/privacy",
      PARTNER_TERMS_URL: "https://example.com/terms",
      PARTNER_ACCESSIBILITY_URL: "https://example.com/accessibility",
    };
    const { writeCodeMail } = await load({ ...pages, PARTNER_SHOP_URL: "https://example.com/shop" });
    const { html, text } = await writeCodeMail(code);
    const hrefs = ["http://localhost:3000/", ...Object.values(pages)];
    expect(listHrefs(html)).toEqual(hrefs.map((href) => href.replaceAll("&", "&#38;")));
    for (const href of hrefs) expect(text).toContain(`: ${href}\n`);
    expect(text).toContain("\n-- \nHearthby devices: http://localhost:3000/\nHelp: ");
    const { writeCodeMail: bare } = await load();
    expect(listHrefs((await bare(code)).html)).toEqual(["http://localhost:3000/"]);
  });

  it("escapes inserted text, and loads nothing", async () => {
    const { writeCodeMail, writeEmailChangedMail, writeLinkMail } = await load({
      PARTNER_NAME: `<img src=x onerror="alert('1')">&`,
      PARTNER_SUPPORT_URL: `https://example.com/"><script>`,
    });
    const device = `"><img src=x>`;
    for (const { html } of [
      await writeCodeMail(code),
      await writeEmailChangedMail(changed),
      await writeLinkMail({ ...link, device, sender: device }),
    ]) {
      expect(html).not.toMatch(/<img|<script|<link|<iframe|url\(|@import/i);
      expect(html).toContain("&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;&#38;");
    }
  });
});

describe("sending", () => {
  let mailbox: Started;
  let page: string;
  let smtp: string;

  beforeAll(async () => {
    mailbox = await start("sandbox/mailbox/main.ts", "--smtp", "0", "--port", "0");
    page = String(mailbox.ready.page);
    smtp = String(mailbox.ready.smtp);
  });
  afterEach(() => fetch(`${page}/control`, { method: "DELETE" }));
  afterAll(() => stop(mailbox));

  const behave = (mode: string) =>
    fetch(`${page}/control`, { method: "POST", body: new URLSearchParams({ mode }) });
  const send = async (settings: Record<string, string> = {}) => {
    const { sendMail, writeCodeMail } = await load({ SMTP_URL: smtp, ...settings });
    await sendMail("Emily.o'hara+x@example.com", "job-1", await writeCodeMail({ ...code, language: "ja" }));
  };

  it.each([
    ["devices@example.com", { name: "Hearthby", address: "devices@example.com" }],
    ["Häusler & Co <mail@example.com>", { name: "Häusler & Co", address: "mail@example.com" }],
  ])("from %s", async (from, sender) => {
    await fetch(`${page}/mails`, { method: "DELETE" });
    await send({ MAIL_FROM: from });
    const [mail] = await (await fetch(`${page}/mails?format=json`)).json();
    expect(mail).toMatchObject({ from: sender.address, to: ["Emily.o'hara+x@example.com"] });
    const headers = Object.fromEntries(
      mail.headers.map(({ name, value }: Record<"name" | "value", string>) => [name, value]),
    );
    expect(headers).toMatchObject({
      "Message-ID": "<job-1@localhost>",
      "Auto-Submitted": "auto-generated",
      "Content-Language": "ja",
      To: "Emily.o'hara+x@example.com",
    });
    const raw = `From: ${headers.From}\n\n`;
    expect((await PostalMime.parse(raw)).from).toEqual(sender);
  });

  it.each([
    ["refuse", "mail-failed", "EENVELOPE RCPT TO 450 4.2.1"],
    ["reject", "mail-undeliverable", "EENVELOPE RCPT TO 550 5.1.1"],
    ["hang", "mail-failed", "ETIMEDOUT: Greeting never received"],
    ["late", "mail-failed", "ETIMEDOUT: Timeout"],
  ])("%s: %s, without the address", async (mode, faultCode, message) => {
    await behave(mode);
    await expect(send()).rejects.toMatchObject({ code: faultCode, message });
  });

  it("to another machine requires encryption, unless SMTP_URL says otherwise", async () => {
    const { port } = new URL(smtp);
    // Reaches this machine without looking like loopback.
    await expect(send({ SMTP_URL: `smtp://0.0.0.0:${port}` })).rejects.toMatchObject({
      code: "mail-failed",
      message: expect.stringMatching(/^ETLS/),
    });
    await send({ SMTP_URL: `smtp://0.0.0.0:${port}?requireTLS=false` });
  });
});
