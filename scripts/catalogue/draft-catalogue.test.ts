import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { PassThrough, Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { endpoint, message, secrets, sensor, text } from "@/tests/discovery";
import { describeRemark, isOpen } from "./describe-remark";
import { longestInput } from "./draft-catalogue";
import { runCatalogue } from "./run-catalogue";

let folder: string;
let file: string;
let out: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "larder-draft-"));
  file = path.join(folder, "discovery.json");
  out = path.join(folder, "catalogue.json");
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(args: string[], input: Iterable<Uint8Array> = []) {
  const streams = { stdin: Readable.from(input), stdout: new PassThrough(), stderr: new PassThrough() };
  const status = await runCatalogue(args, streams, null);
  const read = (stream: PassThrough) => String(stream.read() ?? "");
  return { status, out: read(streams.stdout), errors: read(streams.stderr) };
}

const percentage = { "@type": "Percentage" };
const ink = sensor("InkSensor.Black", percentage, [
  text("Black ink", "en-US"),
  text("Ink", "en-CA"),
  text("Schwarze Tinte", "de-DE"),
]);
const discovery = { event: message([endpoint([ink]), endpoint([])], "Discover.Response") };

beforeEach(() => rmSync(out, { force: true }));

it("writes a draft, and says what to do, without settings and database", async () => {
  vi.stubEnv("DATABASE_URL", "");
  writeFileSync(file, JSON.stringify(discovery));
  expect(await run(["from-discovery", file, out])).toEqual({
    status: 0,
    out: "",
    errors: `/models/0/name: is open: a message has the customer's name for a device only. Write the name that customers read.
/models/0/countries/0: is open: write the countries where you enabled smart reorders, such as ["US", "DE"].
/models/0/slots/0/names: left out Ink (en-CA). Another name serves the language.
Passed over 1 endpoint without an inventory sensor.
Drafted 1 model. Fill in the 2 open fields, then run check.
`,
  });
  const written = readFileSync(out, "utf8");
  expect(JSON.parse(written)).toEqual({
    models: [
      {
        modelId: "ACME-PRINT-1",
        name: "",
        drawing: "printer",
        countries: [""],
        slots: [
          {
            instance: "InkSensor.Black",
            name: "Black ink",
            names: { "en-US": "Black ink", de: "Schwarze Tinte" },
            supply: "ink-cartridge",
            sensor: "level",
            measurement: "percentage",
          },
        ],
      },
    ],
  });
  const bytes = readFileSync(file);
  const halves = [bytes.subarray(0, 99), bytes.subarray(99)];
  expect(await run(["from-discovery", "-"], halves)).toMatchObject({ status: 0, out: written });
  expect(await run(["from-discovery", "-", "-"], halves)).toMatchObject({ status: 0, out: written });
  vi.unstubAllEnvs();
});

it("asks for open fields, which check names", async () => {
  const unknown = { additionalAttributes: undefined, displayCategories: ["OTHER"] };
  const endpoints = [
    endpoint([sensor(undefined, { "@type": "Volume" }, []), sensor("2", undefined, [])], unknown),
    endpoint([ink], { additionalAttributes: { model: "A" } }),
    endpoint([ink], { additionalAttributes: { model: "B" } }),
    endpoint([ink, ink, sensor("A", percentage, [text("A", "en-US")])], {
      additionalAttributes: { model: "C" },
    }),
    endpoint([sensor("A", percentage, [text("A", "en-US")])], { additionalAttributes: { model: "C" } }),
  ];
  writeFileSync(file, JSON.stringify([discovery, message(endpoints), 1]));
  const { errors } = await run(["from-discovery", file, out]);
  const lines = errors.trimEnd().split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      "/models/1/modelId: is open: no device names its model. Write the model id, as the Dash console shows it.",
      "/models/0/modelId: is open: devices with these sensors name ACME-PRINT-1, A, B. Write one, and copy the model for each of the others.",
      "/models/2/modelId: is open: devices with other sensors also name C. Write it in the model that has it, and another model id here or there.",
      expect.stringMatching(/^\/models\/1\/drawing: is device, .*: printer, coffee-machine, /),
      expect.stringMatching(/^\/models\/1\/slots\/0\/supply: is supply, .*: ink-cartridge, /),
      expect.stringMatching(/^\/models\/1\/slots\/0\/unit: is missing: /),
      expect.stringMatching(/^\/models\/1\/slots\/1\/measurement: is missing: .* percentage, count, /),
      "Message 2, endpoint 4: the instance InkSensor.Black appears twice. The first one is kept.",
      "Passed over 1 message that is no discovery.",
    ]),
  );
  const open = lines.flatMap((line) => line.match(/^(\/\S+): is open: /)?.[1] ?? []);
  const { status, errors: faults } = await run(["check", out]);
  expect(status).toBe(1);
  expect(faults.match(/\/models\/\S+(?=: )/g)).toEqual(open);
  expect(lines.at(-1)).toBe(`Drafted 4 models. Fill in the ${open.length} open fields, then run check.`);
  expect(faults).toContain("/models/0/modelId: is empty: must be the model id as the Dash console shows it");
  expect(faults).toContain("/models/0/countries/0: is empty: must be an ISO 3166-1 code of two capitals");
});

it.each<[string, string | Uint8Array, string]>([
  ["no JSON", "{'a': 1}", "The file is not JSON."],
  ["a broken line", `${JSON.stringify(discovery)}\n{`, "Line 2 is not JSON."],
  ["10,000 brackets", "[".repeat(10_000), "The file is not JSON."],
  ["UTF-16", Buffer.from("\ufeff{}", "utf16le"), "The file is not UTF-8: save it as UTF-8."],
  [
    "numbers",
    "[1, 2]",
    "The file has no message of an Alexa skill: a Discover.Response or AddOrUpdateReport of your Alexa skill is needed.",
  ],
  [
    "a ChangeReport",
    '{"event": {"header": {"name": "ChangeReport"}}}',
    "A ChangeReport does not say what a device has: a Discover.Response or AddOrUpdateReport of your Alexa skill is needed.",
  ],
  ["no endpoints", JSON.stringify(message({})), "Message 1 has no list of endpoints."],
  [
    "no capabilities",
    JSON.stringify(message([endpoint(undefined)])),
    "Message 1, endpoint 1 has no list of capabilities.",
  ],
  [
    "no sensors",
    JSON.stringify(message([endpoint([])])),
    "No endpoint has an inventory sensor: there is nothing to draft.",
  ],
])("refuses %s in a sentence, and writes nothing", async (_, given, words) => {
  writeFileSync(file, given);
  expect(await run(["from-discovery", file, out])).toEqual({ status: 1, out: "", errors: `${words}\n` });
  expect(await run(["from-discovery", file])).toMatchObject({ status: 1, out: "" });
  expect(existsSync(out)).toBe(false);
});

it("keeps a draft that is there", async () => {
  writeFileSync(file, JSON.stringify(discovery));
  writeFileSync(out, "filled in");
  expect(await run(["from-discovery", file, out])).toEqual({
    status: 1,
    out: "",
    errors: `${out} is there already. Name another file, or remove it first.\n`,
  });
  expect(readFileSync(out, "utf8")).toBe("filled in");
});

it("stops reading what is too large", async () => {
  const chunk = new Uint8Array(1_000_000).fill(32);
  let given = 0;
  function* endless() {
    for (;;) {
      given += chunk.length;
      yield chunk;
    }
  }
  expect(await run(["from-discovery", "-"], endless())).toMatchObject({
    status: 1,
    out: "",
    errors: "The file is larger than 32 MB. Give it fewer messages: one for each model is enough.\n",
  });
  expect(given).toBeLessThan(2 * longestInput);
});

it("shows no secret, and escapes what a terminal would interpret", async () => {
  const odd = sensor("\u202eInk", percentage, [
    text("\u001b[31m", "en-US"),
    text("Tinte \u00ad", "de-AT"),
    text("T", "de-DE"),
  ]);
  writeFileSync(file, JSON.stringify(message([endpoint([odd, ink])])));
  const { errors } = await run(["from-discovery", file, out]);
  expect(errors).toContain("left out Tinte \\u{ad} (de-AT)");
  for (const secret of Object.values(secrets)) {
    expect(errors).not.toContain(secret);
    expect(readFileSync(out, "utf8")).not.toContain(secret);
  }
});

it("knows which remarks check would repeat", () => {
  expect(isOpen({ code: "names-left-out", path: [], names: [] })).toBe(false);
  expect(describeRemark({ code: "names-left-out", path: ["a"], names: [{ text: "x" }] })).toContain(
    "x (no locale)",
  );
});
