import { readFileSync } from "node:fs";

/** The final stage of a Dockerfile, as far as Larder's has it. */
export type Image = {
  /** Base image, with the default of each argument. */
  base: string;
  workdir: string;
  /** From the checkout's root, to an absolute path or one below `workdir`. */
  copies: { from: string; to: string }[];
  env: Record<string, string>;
  user: string;
  healthcheck: string[];
  entrypoint: string[];
  cmd: string[];
};

/**
 * Reads the final stage.
 * @throws Error that names an instruction which it does not know
 */
export function readDockerfile(file: string): Image {
  const lines = readFileSync(file, "utf8")
    .replaceAll(/^#.*\n/gm, "")
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const begins = lines.findLastIndex((line) => line.startsWith("FROM "));
  const defaults = new Map(
    lines.flatMap((line) => [...line.matchAll(/^ARG (\w+)=(\S+)$/g)].map(([, name, value]) => [name, value])),
  );
  const image: Image = {
    base: "",
    workdir: "/",
    copies: [],
    env: {},
    user: "",
    healthcheck: [],
    entrypoint: [],
    cmd: [],
  };
  for (const line of lines.slice(begins)) {
    const [, instruction = "", rest = ""] = line.match(/^(\w+)\s+(.*)$/) ?? [];
    if (instruction === "FROM")
      image.base = rest.replaceAll(/\$\{(\w+)\}/g, (_, name) => defaults.get(name) ?? "");
    else if (instruction === "WORKDIR") image.workdir = rest;
    else if (instruction === "USER") image.user = rest;
    else if (instruction === "ENTRYPOINT") image.entrypoint = JSON.parse(rest);
    else if (instruction === "CMD") image.cmd = JSON.parse(rest);
    else if (instruction === "HEALTHCHECK")
      image.healthcheck = JSON.parse(rest.slice(rest.indexOf("CMD") + 3));
    else if (instruction === "ENV") {
      const [, name = "", value = ""] = rest.match(/^(\w+)=(\S*)$/) ?? [];
      image.env[name] = value;
    } else if (instruction === "COPY") {
      const [, from = "", to = ""] = rest.match(/^--from=build \/larder\/(\S+) (\S+)$/) ?? [];
      image.copies.push({ from, to });
    } else if (!["ARG", "LABEL", "EXPOSE"].includes(instruction))
      throw new Error(`Not understood in ${file}: ${line}`);
  }
  return image;
}
