// npm run mutate: breaks lib/dash in every small way and looks whether a test fails (stryker.config.json).
import path from "node:path";
import { cleanEnvironment } from "./environment";
import { root } from "./paths";
import { endAllOnSignals, runTool } from "./processes";

endAllOnSignals(130);
process.exit(
  await runTool(
    [path.join(root, "node_modules/@stryker-mutator/core/bin/stryker.js"), "run"],
    cleanEnvironment(),
  ),
);
