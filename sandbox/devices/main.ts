import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Answer, emptyAnswer, methodRefused, textAnswer } from "../shared/answer";
import { jsonFile, portArgument, required, run, urlArgument } from "../shared/arguments";
import { readForm } from "../shared/requests";
import { answering, listen, originOf, stopOnSignal } from "../shared/serve";
import { Devices } from "./devices";
import { Portal } from "./portal";
import { Simulator } from "./simulator";

const usage = `node --import tsx sandbox/devices/main.ts --port PORT --devices FILE --portal URL --key KEY --note FILE [--host 127.0.0.1]
  --port PORT      where POST /day moves the devices on by a day     (port 0: any free one)
  --devices FILE   the devices and how they are used, as JSON
  --portal URL     where their messages go
  --key KEY        of the portal, with the scope reports:write
  --note FILE      what was sent`;

const options = {
  host: { type: "string", default: "127.0.0.1" },
  port: { type: "string" },
  devices: { type: "string" },
  portal: { type: "string" },
  key: { type: "string" },
  note: { type: "string" },
} as const;

/** Milliseconds between the messages of a device. */
const interval = 5 * 60_000;

async function handle(simulator: Simulator, request: IncomingMessage): Promise<Answer> {
  if (request.url !== "/day") return textAnswer(404, "There is nothing here. POST /day lets a day pass.\n");
  if (request.method !== "POST") return methodRefused("POST");
  const fields = await readForm(request);
  if (!(fields instanceof URLSearchParams)) return fields;
  // Not awaited: the portal may be away.
  void simulator.moveOn();
  return emptyAnswer(202);
}

await run(usage, async () => {
  const { values } = parseArgs({ options });
  const host = required("host", values.host);
  const port = portArgument("port", values.port);
  const devices = jsonFile("devices", required("devices", values.devices), Devices);
  const portal = urlArgument("portal", required("portal", values.portal));
  const key = required("key", values.key);
  const simulator = new Simulator(devices, new Portal(portal, key), required("note", values.note));

  const server = createServer(answering((request) => handle(simulator, request)));
  const page = originOf(host, await listen(server, host, port));
  stopOnSignal([server]);
  console.log(JSON.stringify({ ready: true, page }));
  await simulator.catchUp();
  console.log(JSON.stringify({ caughtUp: true }));
  for (;;) {
    await wait(interval);
    await simulator.catchUp();
  }
});
