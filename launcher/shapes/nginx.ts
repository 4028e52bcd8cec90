import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { generate } from "selfsigned";
import { root } from "../paths";
import { type Child, start } from "../processes";

export type Nginx = { logPath: string; child: Child };

const host = "devices.example.com";

/**
 * Starts nginx with deploy/nginx.conf, in a directory and on ports of its own.
 * @throws Error with what `nginx -t` says
 */
export async function startNginx(
  command: string,
  directory: string,
  ports: { http: number; https: number; portals: number[] },
): Promise<Nginx> {
  const inDirectory = (name: string) => path.join(directory, name);
  const { private: key, cert } = await generate([{ name: "commonName", value: host }]);
  mkdirSync(directory, { recursive: true });
  writeFileSync(inDirectory("larder.crt"), cert);
  writeFileSync(inDirectory("larder.key"), key);
  writeFileSync(
    inDirectory("larder-portals.conf"),
    ports.portals.map((port) => `server 127.0.0.1:${port} fail_timeout=2s;\n`).join(""),
  );
  const site = readFileSync(path.join(root, "deploy/nginx.conf"), "utf8")
    .replaceAll("/etc/nginx/tls/", `${directory}/`)
    .replaceAll("/var/log/nginx/", `${directory}/`)
    .replaceAll("listen 80;", `listen 127.0.0.1:${ports.http};`)
    .replaceAll("listen 443 ", `listen 127.0.0.1:${ports.https} `);
  writeFileSync(inDirectory("larder.conf"), site);
  const bodies = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  writeFileSync(
    inDirectory("nginx.conf"),
    `daemon off; pid ${directory}/nginx.pid; worker_processes 1;
events { worker_connections 256; }
http {
  default_type application/octet-stream;
  ${bodies.map((name) => `${name}_temp_path ${directory}/${name};`).join("\n  ")}
  include larder.conf;
}
`,
  );
  const child = await runNginx(command, directory, "deploy/nginx.conf");
  return { logPath: inDirectory("larder.log"), child };
}

/**
 * Starts nginx with the nginx.conf in a directory, which names every file by its whole path.
 * @param what that file is, for the error
 * @throws Error with what `nginx -t` says
 */
export async function runNginx(command: string, directory: string, what: string): Promise<Child> {
  const inDirectory = (name: string) => path.join(directory, name);
  const args = ["-p", directory, "-c", inDirectory("nginx.conf"), "-e", inDirectory("error.log")];
  const { status, error, stderr } = spawnSync(command, [...args, "-t"], { encoding: "utf8" });
  if (status !== 0) throw new Error(`nginx refuses ${what}:\n${error?.message ?? stderr}`);
  return start("nginx", command, args, { logPath: inDirectory("nginx.out"), stopSignal: "SIGQUIT" });
}
