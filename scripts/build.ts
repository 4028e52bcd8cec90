// npm run build: makes dist/, which runs with Node alone.
import { ensureBuild } from "@/launcher/build";
import { endAllOnSignals } from "@/launcher/processes";

endAllOnSignals(130);
try {
  console.log((await ensureBuild(process.env.BASE_PATH)) ? "Built dist/." : "dist/ is up to date.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
