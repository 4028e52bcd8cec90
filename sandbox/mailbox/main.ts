import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { portArgument, required, run } from "../shared/arguments";
import { answering, authorityOf, listen, originOf, stopOnSignal } from "../shared/serve";
import { handle } from "./handler";
import { Mailbox } from "./mailbox";
import { createSmtp } from "./smtp";

const usage = `node --import tsx sandbox/mailbox/main.ts --smtp PORT --port PORT [--host 127.0.0.1]
  --smtp PORT   where it takes mail
  --port PORT   where its pages are     (port 0: any free one)`;

const options = {
  host: { type: "string", default: "127.0.0.1" },
  smtp: { type: "string" },
  port: { type: "string" },
} as const;

await run(usage, async () => {
  const { values } = parseArgs({ options });
  const host = required("host", values.host);
  const ports = { smtp: portArgument("smtp", values.smtp), page: portArgument("port", values.port) };

  const mailbox = new Mailbox();
  const pages = createServer(answering((request) => handle(mailbox, request)));
  const page = originOf(host, await listen(pages, host, ports.page));
  const smtp = createSmtp(mailbox);
  // A sender that disconnects midway. listen reports a taken port.
  smtp.on("error", () => {});
  const smtpPort = await listen(smtp.server, host, ports.smtp);
  stopOnSignal([pages]);
  console.log(JSON.stringify({ ready: true, smtp: `smtp://${authorityOf(host, smtpPort)}`, page }));
});
