export { isLoopback } from "./checks";
export { EnvError, env, parseEnv, readSettings } from "./parse-env";
export { type Env, settingNames } from "./variables";
