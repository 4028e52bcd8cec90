// Loaded into the process that is measured: each SIGUSR2 starts a CPU profile, or ends it and writes it to PROFILE_TO.
import { writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.setSamplingInterval", { interval: 500 });
let isRunning = false;
process.on("SIGUSR2", async () => {
  isRunning = !isRunning;
  if (isRunning) return session.post("Profiler.start");
  const { profile } = await session.post("Profiler.stop");
  writeFileSync(process.env.PROFILE_TO, JSON.stringify(profile));
});
