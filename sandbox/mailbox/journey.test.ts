import { createServer } from "node:net";
import { createTransport } from "nodemailer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { expectSafe } from "../expect-safe";
import { listen } from "../shared/serve";
import { type Started, start, stop } from "../visitor";
import type { Mail } from "./mail";

let mailbox: Started;
let page: string;
let smtp: string;

beforeAll(async () => {
  mailbox = await start("sandbox/mailbox/main.ts", "--smtp", "0", "--port", "0");
  page = String(mailbox.ready.page);
  smtp = String(mailbox.ready.smtp);
});

afterEach(async () => {
  for (const path of ["/mails", "/control"])
    expect((await fetch(page + path, { method: "DELETE" })).status).toBe(204);
});

afterAll(async () => {
  const code = await stop(mailbox);
  expect({ code, stderr: mailbox.stderr() }).toEqual({ code: 0, stderr: "" });
});

/** @param limits in milliseconds, only for what must not answer in time */
const send = (more: Record<string, unknown> = {}, limits = {}) =>
  createTransport({ url: smtp, ...limits }).sendMail({
    from: { name: "Hearthby", address: "devices@example.com" },
    to: { name: "", address: "Emily@example.com" },
    subject: "Ihr Code für Hearthby",
    text: "12345678\nSee https://hearthby.example/help.",
    html: `<p>Ihr Code: <b>12345678</b> <a href="https://hearthby.example/?a=1&amp;b=2">Hilfe</a></p>`,
    ...more,
  });

const read = async (path = "/mails?format=json"): Promise<Mail[]> => (await fetch(page + path)).json();
const behave = (mode: string) =>
  fetch(`${page}/control`, { method: "POST", body: new URLSearchParams({ mode }) });

describe("the mailbox", () => {
  it("receives a mail and shows it as a page and as JSON", async () => {
    await send();
    const [mail] = await read();
    expect(mail).toMatchObject({
      from: "devices@example.com",
      to: ["Emily@example.com"],
      subject: "Ihr Code für Hearthby",
      links: ["https://hearthby.example/?a=1&b=2", "https://hearthby.example/help"],
    });
    expect(mail?.text).toContain("12345678");
    expect(mail?.headers).toContainEqual({ name: "Subject", value: expect.any(String) });

    const list = await fetch(page);
    expectSafe(list);
    expect(await list.text()).toContain(`<a href="/mails/${mail?.id}">Ihr Code für Hearthby</a>`);
    const one = await fetch(`${page}/mails/${mail?.id}`);
    expectSafe(one);
    expect(await one.text()).toContain(`<iframe class="card" sandbox=""`);
    const part = await fetch(`${page}/mails/${mail?.id}/html`);
    expectSafe(part);
    expect(part.headers.get("content-security-policy")).toMatch(/; sandbox$/);
    expect(await part.text()).toContain("Ihr Code: <b>12345678</b>");
  });

  it("lists mail newest first, and filters by recipient, ignoring case", async () => {
    for (const [subject, address] of [
      ["one", "a@example.com"],
      ["two", "b@example.com"],
      ["three", "A@example.com"],
    ])
      await send({ subject, to: { name: "", address } });
    const subjects = async (path: string) => (await read(path)).map(({ subject }) => subject);
    expect(await subjects("/mails?format=json")).toEqual(["three", "two", "one"]);
    expect(await subjects("/mails?format=json&to=a%40EXAMPLE.com")).toEqual(["three", "one"]);
    expect(await subjects("/mails?to=nobody@example.com&format=json")).toEqual([]);
  });

  it("escapes a mail's own markup", async () => {
    await send({ subject: `<script>alert("1")</script>`, text: "<b>bold</b>", html: undefined });
    const [mail] = await read();
    for (const path of ["/mails", `/mails/${mail?.id}`]) {
      const shown = await (await fetch(page + path)).text();
      expect(shown).toContain("&lt;script&gt;");
      expect(shown).not.toMatch(/<script|<b>/);
    }
    expect((await fetch(`${page}/mails/${mail?.id}/html`)).status).toBe(404);
  });

  it.each([
    ["refuse", { responseCode: 450, permanent: false }, {}],
    ["reject", { responseCode: 550, permanent: true }, {}],
    ["hang", { code: "ETIMEDOUT", timeoutType: "GREETING_TIMEOUT" }, { greetingTimeout: 500 }],
    ["late", { code: "ETIMEDOUT", timeoutType: "SOCKET_TIMEOUT" }, { socketTimeout: 1000 }],
  ])("behaves as told: %s", async (mode, fault, limits) => {
    expect((await behave(mode)).url).toBe(`${page}/control`);
    await expect(send({}, limits)).rejects.toMatchObject(fault);
    expect(await read()).toHaveLength(mode === "late" ? 1 : 0);
    await fetch(`${page}/control`, { method: "DELETE" });
    await send();
    expect(await read()).toHaveLength(mode === "late" ? 2 : 1);
  });

  it("rejects unknown behaviour and forms from other sites", async () => {
    const unknown = await behave("explode");
    expect(unknown.status).toBe(422);
    expect(await unknown.text()).toContain("Choose accept, refuse, reject, hang, late.");
    const foreign = await fetch(`${page}/control`, {
      method: "POST",
      headers: { origin: "https://evil.example" },
      body: new URLSearchParams({ mode: "hang" }),
    });
    expect(foreign.status).toBe(403);
    expect(await (await fetch(`${page}/control?format=json`)).json()).toEqual({ mode: "accept" });
  });

  it("keeps at most 500 mails, none over 1 MiB", async () => {
    await expect(send({ text: "x".repeat(1100 * 1024) })).rejects.toMatchObject({ responseCode: 552 });
    expect(await read()).toEqual([]);
    const transport = createTransport({ url: smtp, pool: true, maxMessages: Number.POSITIVE_INFINITY });
    await Promise.all(
      Array.from({ length: 502 }, () =>
        transport.sendMail({ from: "a@example.com", to: "b@example.com", text: "x" }),
      ),
    );
    transport.close();
    expect(await read()).toHaveLength(500);
  });

  it.each([
    ["GET", "/mails/999", 404],
    ["GET", "/elsewhere", 404],
    ["POST", "/mails", 405],
    ["PUT", "/control", 405],
  ])("%s %s: %d", async (method, path, status) => {
    const answer = await fetch(page + path, { method });
    expect(answer.status).toBe(status);
    expectSafe(answer);
  });
});

describe("wrong arguments", () => {
  it.each([
    [["--smtp", "0"], "--port is missing", 2],
    [["--smtp", "mail", "--port", "0"], "must be a port", 2],
  ])("%j: %s", async (args, message, code) => {
    const failure = await start("sandbox/mailbox/main.ts", ...args).catch((fault: Error) => fault);
    expect(String(failure)).toContain(`ended with ${code}`);
    expect(String(failure)).toContain(message);
  });

  it("reports a taken port", async () => {
    const other = createServer();
    const port = await listen(other, "127.0.0.1", 0);
    const failure = await start("sandbox/mailbox/main.ts", "--smtp", `${port}`, "--port", "0").catch(
      (fault: Error) => fault,
    );
    other.close();
    expect(String(failure)).toContain("ended with 1: Cannot listen");
  });
});
