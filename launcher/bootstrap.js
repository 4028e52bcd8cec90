// node launcher/bootstrap.js scripts/demo.ts [arguments]
// Runs on a fresh clone: plain JavaScript, no packages needed. It checks the Node version, installs packages
// that are missing or out of date, then runs the TypeScript script.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const root = path.resolve(path.dirname(process.argv[1]), "..");
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Larder needs Node 20.19 or newer; this is ${process.version} (${process.execPath}).`);
  process.exit(1);
}

let child;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => child?.kill(name));
endWithNpm();

process.env.NEXT_TELEMETRY_DISABLED = "1";
await install();
process.exit(
  await run(
    process.execPath,
    [
      "--import",
      pathToFileURL(path.join(root, "launcher/with-parent.js")).href,
      "--import",
      "tsx",
      ...process.argv.slice(2),
    ],
    { ...process.env, LARDER_PARENT_PID: String(process.pid) },
  ),
);

async function install() {
  const stamp = path.join(root, "node_modules/.larder-installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hashPackages()) return;
  console.error("Installing packages …");
  const args = ["install", "--include=dev", "--no-fund", "--no-audit"];
  // Prefers the npm that runs this script: its settings are already in the environment.
  const npm = process.env.npm_execpath?.endsWith("npm-cli.js") ? process.env.npm_execpath : undefined;
  // npm writes to standard error, because a program may read the script's standard output.
  const stdio = ["inherit", 2, 2];
  const code = await (npm
    ? run(process.execPath, [npm, ...args], process.env, stdio)
    : run("npm", args, process.env, stdio));
  if (code !== 0) {
    console.error(`npm install failed (exit code ${code}).`);
    process.exit(code);
  }
  // Hash after the install: npm may have updated the lock file.
  writeFileSync(stamp, hashPackages());
}

function hashPackages() {
  const hash = createHash("sha256");
  for (const file of ["package.json", "package-lock.json"]) {
    const full = path.join(root, file);
    hash.update(existsSync(full) ? readFileSync(full) : "");
  }
  return `${hash.digest("hex")} ${process.platform}-${process.arch} Node ${major}\n`;
}

/** Runs a command. Resolves with its exit code, or 128 plus the signal's number, as in a shell. */
function run(command, args, env = process.env, stdio = "inherit") {
  return new Promise((resolve) => {
    child = spawn(command, args, { cwd: root, stdio, env });
    child.once("error", (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.once("exit", (code, signal) => {
      child = undefined;
      resolve(code ?? 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0));
    });
  });
}

/** Ends the script when npm was killed; otherwise npm always outlives its script. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child?.kill("SIGTERM");
  }, 1_000).unref();
}
