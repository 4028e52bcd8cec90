// dist/server.js: the portal. Checks the build, the settings and the database, then serves Next's standalone server
// from behind a server of our own. docs/decisions/own-entry.md says what that rests on.
import http, { type RequestListener } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { env } from "@/lib/env";
import { captureConsole, log } from "@/lib/observability";
import { drain } from "./drain";
import { endOnSignals } from "./end-process";
import { explainListenError } from "./explain-listen-error";
import { createFront, type Lifecycle } from "./front";
import { startObserving } from "./observe";
import { prepare, runMain } from "./prepare";

// By itself V8 lets the heap grow to four times of what is in use before it collects what is old. Twice takes 100 MB less
// and 2 % more of the processor's time.
setFlagsFromString("--heap-growing-percent=100");

await runMain("portal", async () => {
  await prepare(import.meta.dirname);
  const { HOST, PORT, DRAIN_SECONDS } = env();
  captureConsole();

  const lifecycle: Lifecycle = { isEnding: false, inProgress: 0 };
  // Before Next loads and opens the pool.
  const endObserving = await startObserving(() => lifecycle.inProgress);
  // Next's standalone server reads these, and calls createServer once.
  Object.assign(process.env, {
    HOSTNAME: HOST,
    PORT: String(PORT),
    NEXT_MANUAL_SIG_HANDLE: "1",
    // next-auth wants the address of its own routes as soon as there is a path.
    NEXTAUTH_URL: `${env().NEXTAUTH_URL}/api/auth`,
    // Keeps Next from reading a settings file of its own.
    __NEXT_PROCESSED_ENV: "true",
  });
  const { createServer } = http;
  http.createServer = ((listener: RequestListener) => {
    http.createServer = createServer;
    const server = createFront(listener, lifecycle);
    server.once("error", (error: NodeJS.ErrnoException) => {
      process.stderr.write(`${explainListenError(error, HOST, PORT, "PORT")}\n`);
      process.exit(1);
    });
    server.once("listening", () => log().info({ what: "portal", ready: true, host: HOST, port: PORT }));
    endOnSignals(async () => {
      await drain(server, lifecycle, DRAIN_SECONDS);
      await endObserving();
    });
    return server;
  }) as typeof createServer;
  await import(pathToFileURL(path.join(import.meta.dirname, "next/server.js")).href);
});
