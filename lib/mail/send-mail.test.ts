import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, expect, it, vi } from "vitest";
import { setSettings } from "@/tests/stage";
import type { Letter } from "./types";

const letter: Letter = { language: "en-US", subject: "Hello", text: "Hello", html: "<p>Hello</p>" };

let server: SMTPServer;
afterEach(() => new Promise<void>((resolve) => server.close(resolve)));

/** Sends a letter to a mail server with these options. */
async function send(options: SMTPServerOptions, query = ""): Promise<void> {
  server = new SMTPServer({ authOptional: true, ...options });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.server.address() as { port: number };
  setSettings({
    NEXTAUTH_URL: "https://devices.example.com",
    TRUSTED_PROXIES: "1",
    SMTP_URL: `smtp://127.0.0.1:${port}${query}`,
    MAIL_FROM: "devices@example.com",
  });
  vi.resetModules();
  const { sendMail } = await import("./send-mail");
  await sendMail("emily@example.com", "1", letter);
}

it("names the portal's host in EHLO", async () => {
  const names: unknown[] = [];
  await send({
    disabledCommands: ["AUTH", "STARTTLS"],
    onMailFrom: (_address, { hostNameAppearsAs }, done) => {
      names.push(hostNameAppearsAs);
      done();
    },
  });
  expect(names).toEqual(["devices.example.com"]);
});

it("fails with the reason if nobody knows who signed the server's certificate", async () => {
  // The server's own, which is signed by nobody.
  await expect(send({ disabledCommands: ["AUTH"] }, "?requireTLS=true")).rejects.toThrow(/certificate/);
});
