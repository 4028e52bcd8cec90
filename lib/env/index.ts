// Not load-settings: pages import this file, and some bundles of Next.js have no node:fs.
export {
  type Build,
  declareBuild,
  declareProgram,
  getBuild,
  nameBuild,
  nameConnection,
  nameProgram,
} from "./build";
export { foldRole, isLoopback } from "./checks";
export { defaultLimits, type Limit } from "./limit-settings";
export { once } from "./once";
export { EnvError, env, parseEnv, readSettings } from "./parse-env";
export { type Env, settingNames } from "./variables";
