// npm run -s link -- …: builds and checks Dash links on the command line, by the same rules as the portal.
import { runLink } from "./link-command";

// A reader that goes away, such as `head`, is no failure.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

process.exitCode = await runLink(process.argv.slice(2), process);
