// npm run -s link -- …: builds and checks Dash links on the command line, by the same rules as the portal.
import { runLink } from "./link-command";

process.exitCode = await runLink(process.argv.slice(2), process);
