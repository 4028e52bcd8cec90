// node launcher/bootstrap.js scripts/demo.ts [arguments]
// The one script that runs on a fresh clone: plain JavaScript, nothing installed. It checks Node, installs the
// packages when they are missing or out of date, then runs the TypeScript script.
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
  // The npm that runs this script, if one does; its own settings come along in the environment.
  const npm = process.env.npm_execpath?.endsWith("npm-cli.js") ? process.env.npm_execpath : undefined;
  // On standard error: what follows may be read by a program.
  const stdio = ["inherit", 2, 2];
  const code = await (npm
    ? run(process.execPath, [npm, ...args], process.env, stdio)
    : run("npm", args, process.env, stdio));
  if (code !== 0) {
    console.error(`npm install failed (exit code ${code}).`);
    process.exit(code);
  }
  // Hashed afterwards: npm may have completed the lock file.
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

/** Resolves with the exit code; a signal counts as 128 + its usual number, as in a shell. */
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

/** npm never leaves before its script does, unless it was killed: then the script ends too. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child?.kill("SIGTERM");
  }, 1_000).unref();
}
