import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface Started {
  /** The line that the program prints once it listens. */
  ready: Record<string, unknown>;
  /** Reads the next line that it prints. */
  readLine: () => Promise<string>;
  child: ChildProcess;
  stderr: () => string;
}

/** Starts a sandbox program in its own process. Rejects if it exits before it is ready. */
export async function start(main: string, ...args: string[]): Promise<Started> {
  const child = spawn(process.execPath, ["--import", "tsx", main, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`${main} ended with ${code}: ${stderr}`);
  });
  // Tests stop the process at the end; only an exit before it is ready is an error.
  ended.catch(() => {});
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const readLine = async (): Promise<string> => {
    const { done, value } = await lines.next();
    return done ? ended : value;
  };
  return { ready: JSON.parse(await readLine()), readLine, child, stderr: () => stderr };
}

/** Stops it as a shell would. Returns its exit code. */
export async function stop({ child }: Started): Promise<number | null> {
  if (child.exitCode === null) {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
  return child.exitCode;
}

/** fetch with a browser's cookies, but without following redirects. */
export class Visitor {
  readonly #cookies = new Map<string, string>();

  async request(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    if (!headers.has("accept")) headers.set("accept", "text/html");
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  post(url: string | URL, fields: Record<string, string>): Promise<Response> {
    return this.request(url, { method: "POST", body: new URLSearchParams(fields) });
  }
}

/** Reads the value of a hidden input. */
export function hiddenField(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? "";
}
