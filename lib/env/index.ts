// Not load-settings: pages and the proxy import this file, and some bundles of Next.js have no node:fs.
export { type Build, declareBuild, getBuild, nameBuild } from "./build";
export { foldRole, isLoopback } from "./checks";
export { EnvError, env, parseEnv, readSettings } from "./parse-env";
export { type Env, settingNames } from "./variables";
