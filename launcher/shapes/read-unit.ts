import { readFileSync } from "node:fs";

/** A systemd service, as far as Larder's use it. */
export type Unit = {
  exec: string[];
  workingDirectory: string;
  user: string;
  env: Record<string, string>;
  /** What `LoadCredential` puts into the credentials directory, which `%d` names. */
  credentials: string[];
  /** All lines of [Service], by name; the last one counts. */
  service: Record<string, string>;
};

/**
 * Reads a unit.
 * @param specifiers what `%i` and `%d` stand for
 */
export function readUnit(file: string, specifiers: { i?: string; d: string }): Unit {
  const text = readFileSync(file, "utf8").split("[Service]")[1]?.split("\n[")[0] ?? "";
  const lines = [...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = "", value = ""]): [string, string] => [
    name,
    value.replaceAll(/%([id])/g, (_, letter: "i" | "d") => specifiers[letter] ?? ""),
  ]);
  const service = Object.fromEntries(lines);
  const list = (wanted: string) =>
    lines.flatMap(([name, value]) => (name === wanted ? value.split(" ") : []));
  return {
    exec: list("ExecStart"),
    workingDirectory: service.WorkingDirectory ?? "/",
    user: service.User ?? "",
    env: Object.fromEntries(list("Environment").map((pair) => pair.split(/=(.*)/s, 2) as [string, string])),
    credentials: list("LoadCredential").map((pair) => pair.split(":")[0] ?? ""),
    service,
  };
}
