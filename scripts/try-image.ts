// npm run try:image: runs the build as the Dockerfile, the systemd units and nginx.conf say. Needs no container engine.
import { findBrowser } from "@/launcher/browser";
import { ensureBuild } from "@/launcher/build";
import { cleanEnvironment } from "@/launcher/environment";
import { programs } from "@/launcher/paths";
import { endAllOnSignals, runTool } from "@/launcher/processes";

endAllOnSignals(130);
await ensureBuild();
const env = { ...cleanEnvironment(), E2E_BROWSER: await findBrowser() };
process.exit(await runTool([programs.playwright, "test", "e2e/shapes.spec.ts", "e2e/nginx.spec.ts"], env));
