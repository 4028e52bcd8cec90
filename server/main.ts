// dist/server.js: the portal. Checks the build, the settings and the database, then serves Next's standalone server
// from behind a server of our own. docs/decisions/own-entry.md says what that rests on.
import http, { type RequestListener } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { env } from "@/lib/env";
import { captureConsole, log } from "@/lib/observability";
import { drain } from "./drain";
import { endOnSignals } from "./end-process";
import { createFront, type Lifecycle } from "./front";
import { prepare, runMain } from "./prepare";

await runMain(async () => {
  await prepare(import.meta.dirname);
  const { HOST, PORT, DRAIN_SECONDS } = env();
  captureConsole();

  const lifecycle: Lifecycle = { isEnding: false, inProgress: 0 };
  // Next's standalone server reads these, and calls createServer once.
  Object.assign(process.env, {
    HOSTNAME: HOST,
    PORT: String(PORT),
    NEXT_MANUAL_SIG_HANDLE: "1",
    // Keeps Next from reading a settings file of its own.
    __NEXT_PROCESSED_ENV: "true",
  });
  const { createServer } = http;
  http.createServer = ((listener: RequestListener) => {
    http.createServer = createServer;
    const server = createFront(listener, lifecycle);
    server.once("error", (error: NodeJS.ErrnoException) => {
      process.stderr.write(`${explainListenError(error, HOST, PORT)}\n`);
      process.exit(1);
    });
    server.once("listening", () => log().info({ what: "portal", ready: true, host: HOST, port: PORT }));
    endOnSignals(() => drain(server, lifecycle, DRAIN_SECONDS));
    return server;
  }) as typeof createServer;
  await import(pathToFileURL(path.join(import.meta.dirname, "next/server.js")).href);
});

function explainListenError(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === "EADDRINUSE")
    return `Port ${port} on ${host} is in use. Set PORT to a free one, or stop the other program.`;
  if (error.code === "EACCES")
    return `Port ${port} on ${host} may not be used by this user. Set PORT to one above 1023.`;
  return `Cannot listen on ${host}, port ${port}: ${error.message}`;
}
