// What the portal is measured beside: nginx, bare Node, an empty Next app, and somebody else's page.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cleanEnvironment } from "@/launcher/environment";
import { findInstalled } from "@/launcher/find-program";
import { logDirectory, root } from "@/launcher/paths";
import { findFreePorts } from "@/launcher/ports";
import { startNode, waitUntilReady } from "@/launcher/processes";
import { runNginx } from "@/launcher/shapes/nginx";
import { attempt } from "./attempt";
import { listEmptyCases, pageTitle, peerTitle } from "./cases";
import { startEmpty } from "./empty";
import { type Case, explainAnswer, isWanted } from "./load";
import type { Peer } from "./options";

const wanted = { status: 302, location: "/elsewhere" };

/** Starts all references that can be had. They run until `endAll`. */
export async function startReferences(peer?: Peer): Promise<Case[]> {
  const empty = await attempt("The empty Next app", startEmpty);
  const found = [
    await attempt("nginx", startNginx),
    await attempt("Bare Node", startBare),
    ...(empty ? listEmptyCases(empty) : []),
    peer && (await attempt("The peer", () => findPeer(peer))),
  ];
  return found.filter((one) => one !== undefined);
}

/** Starts an nginx of one process that only redirects, if nginx is installed. */
async function startNginx(): Promise<Case | undefined> {
  const command = findInstalled(["nginx"]);
  if (!command) {
    console.log("nginx is not installed: measuring without it.");
    return undefined;
  }
  const { port } = await findFreePorts("port");
  const directory = mkdtempSync(path.join(tmpdir(), "larder-bench-nginx-"));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  writeNginxConfiguration(directory, port);
  const child = await runNginx(command, directory, "the configuration of the benchmark");
  const site = { url: `http://127.0.0.1:${port}`, pid: child.pid };
  await waitUntilReady(child, () => isAnswering(site.url));
  return { title: "nginx return 302", site, path: "/", wanted };
}

function writeNginxConfiguration(directory: string, port: number): void {
  const bodies = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  for (const name of bodies) mkdirSync(path.join(directory, name));
  writeFileSync(
    path.join(directory, "nginx.conf"),
    `${process.getuid?.() === 0 ? "user root; " : ""}daemon off; pid ${directory}/nginx.pid; worker_processes 1;
events { worker_connections 256; }
http {
  access_log off;
  absolute_redirect off;
  keepalive_requests 1000000000;
  ${bodies.map((name) => `${name}_temp_path ${directory}/${name};`).join("\n  ")}
  server { listen 127.0.0.1:${port}; location / { return ${wanted.status} ${wanted.location}; } }
}
`,
  );
}

async function startBare(): Promise<Case> {
  const { port } = await findFreePorts("port");
  const child = await startNode("Bare Node", [path.join(root, "bench/bare.js")], {
    env: { ...cleanEnvironment(), NODE_ENV: "production", PORT: `${port}` },
    logPath: path.join(logDirectory, "bench-bare.log"),
  });
  const site = { url: `http://127.0.0.1:${port}`, pid: child.pid };
  await waitUntilReady(child, () => isAnswering(site.url));
  return { title: "bare Node 302", site, path: "/", wanted };
}

const isAnswering = (url: string): Promise<true | undefined> =>
  fetch(url, { redirect: "manual", headers: { connection: "close" } }).then(
    () => true,
    () => undefined,
  );

/** Looks at somebody else's page. @throws Error if it is not there, or no page */
async function findPeer({ url, cookie }: Peer): Promise<Case> {
  const one: Case = {
    title: peerTitle,
    site: { url: url.origin },
    path: url.pathname + url.search,
    headers: cookie === undefined ? {} : { cookie },
    wanted: { status: 200 },
    against: pageTitle,
  };
  const answer = await fetch(url, {
    headers: one.headers,
    redirect: "manual",
    signal: AbortSignal.timeout(10_000),
  }).catch((error: Error & { cause?: { code?: string; message?: string } }) => {
    throw new Error(
      `${url} does not answer (${error.cause?.code ?? error.cause?.message ?? error.message}).`,
    );
  });
  const location = answer.headers.get("location") ?? "";
  if (!isWanted(one.wanted, answer.status, location))
    throw new Error(explainAnswer(one, answer.status, location, await answer.text()));
  await answer.body?.cancel();
  return one;
}
