import { z } from "@hono/zod-openapi";
import { PartnerSerial } from "@/lib/devices";
import { ModelId } from "@/lib/models";
import { createLine } from "@/lib/names";
import { type Fault, faultCodes, markReplaced, outcomes, readReport, storeReports } from "@/lib/readings";
import { type Api, addOperation, answerWith } from "./api";

/** Messages that a request may have. */
const mostMessages = 1000;

/** What a person at the partner reads of each fault. */
const words: Record<(typeof faultCodes)[number], string> = {
  "not-json": "The line is not JSON.",
  "not-a-message": "It is not an Alexa message: it has no event with a header.",
  "kind-unknown":
    "Only ChangeReport, StateReport and InventoryConsumed of an inventory sensor are understood.",
  "endpoint-missing": "endpoint.endpointId must be a text of 1 to 256 characters.",
  "endpoint-unknown": "No registered device has this endpointId, model and serial number, or serial number.",
  "endpoint-ambiguous":
    "Several devices could be meant. Send {model}:{serial} as endpointId, or register the device's endpointId.",
  "nothing-to-read": "It has no property of an inventory sensor.",
  "instance-missing": "instance must be a text of 1 to 256 characters.",
  "slot-unknown": "The model has no slot with this instance.",
  "sensor-differs": "The slot has another kind of sensor in the catalogue.",
  "measurement-unknown": "@type must be Percentage, Count, Volume or Weight.",
  "measurement-differs": "The slot measures something else.",
  "unit-differs": "The unit is not that of the slot.",
  "value-malformed": "value must be a number.",
  "value-range": "value must be from 0 to 1000000000000, and at most 100 for a percentage.",
  "time-malformed": "timeOfSample must be a time such as 2026-01-31T09:00:00.52Z.",
  "time-ahead": "timeOfSample is more than five minutes in the future.",
  "time-before-owner": "timeOfSample is before the device was registered for its owner.",
  "time-too-old": "timeOfSample is longer ago than readings are kept.",
  "levels-off": "The owner does not want levels to be kept.",
};

const AlexaMessage = z.looseObject({}).meta({
  id: "AlexaMessage",
  description:
    "A message as your skill sends it to Alexa: `ChangeReport`, `StateReport` or `InventoryConsumed`. The token in `endpoint.scope` is dropped unread; you may leave it out.",
});

const ReportAnswer = z
  .strictObject({
    receipts: z.array(
      z
        .strictObject({
          outcome: z.enum(outcomes).meta({
            description:
              "`stored`: kept. `repeated`: known already. `older`: older than what is known, which stays. `refused`: see `faults`.",
          }),
          faults: z
            .array(
              z.strictObject({
                instance: z
                  .string()
                  .optional()
                  .meta({ description: "The sensor, where only its reading is wrong." }),
                code: z.enum(faultCodes),
                detail: z.string(),
              }),
            )
            .optional(),
        })
        .meta({ id: "Receipt" }),
    ),
  })
  .meta({ id: "ReportAnswer" });

/** Adds the operation that takes messages of sensors. @param days that readings are kept */
export function addReports(api: Api, days: number): void {
  addOperation(
    api,
    {
      method: "post",
      path: "/reports",
      id: "report",
      tag: "Readings",
      summary: "Send readings of sensors",
      description: `The messages that your skill sends to Alexa, unchanged: one, a list of them, or one a line; at most ${mostMessages} messages and 1 MB. \`endpointId\` names the device: the endpoint id that you registered for it, \`{model}:{serial}\`, or a serial number that only one model has. Messages may come late, twice and in any order. All that is answered is stored durably.`,
      permission: "reports:write",
      messages: AlexaMessage,
      answers: { 202: { description: "What became of each message, in order.", schema: ReportAnswer } },
    },
    async ({ scope, given }) => {
      const receipts = await storeReports(scope, (given as unknown[]).map(readMessage), { days });
      const body: z.infer<typeof ReportAnswer> = {
        receipts: receipts.map(({ outcome, faults }) => ({
          outcome,
          ...(faults.length > 0 && {
            faults: faults.map((fault) => ({ ...fault, detail: words[fault.code] })),
          }),
        })),
      };
      return { status: 202, body };
    },
  );
}

/** Adds the operation that says that a part was replaced. */
export function addReplacements(api: Api): void {
  addOperation(
    api,
    {
      method: "post",
      path: "/models/{modelId}/devices/{serial}/replacements",
      id: "replacePart",
      tag: "Readings",
      summary: "Say that a part was replaced",
      description:
        "For slots with a level-usage sensor, whose wear then counts from nothing. Can be repeated; an earlier replacement than the one that is known changes nothing.",
      permission: "reports:write",
      params: z.strictObject({ modelId: ModelId, serial: PartnerSerial }),
      body: z
        .strictObject({
          instance: createLine(256).meta({ description: "The slot.", example: "FilterSensor.Water" }),
          at: z.iso
            .datetime({ offset: true, error: "must be a time such as 2026-01-31T09:00:00Z" })
            .refine((text) => !(Date.parse(text) > Date.now() + 5 * 60_000), "must not be in the future")
            .optional()
            .meta({ description: "When; now, without it." }),
        })
        .meta({ id: "Replacement" }),
      answers: { 204: { description: "The wear counts from then on." } },
      problems: ["not-found"],
    },
    async ({ scope, params, body: { instance, at } }) => {
      const when = at === undefined ? new Date() : new Date(at);
      return answerWith(await markReplaced(scope, { ...params, instance, at: when }), () => ({
        status: 204,
      }));
    },
  );
}

/** What stands for a line that is not JSON. */
const broken = Symbol("broken");

const readMessage = (message: unknown): ReturnType<typeof readReport> =>
  message === broken ? ({ code: "not-json" } satisfies Fault) : readReport(message);

// The token lets whoever has it act for the customer at Amazon. It is cut out of the text before the text is read, so
// that no error can quote it.
const dropTokens = (text: string) => text.replace(/("token"\s*:\s*)"(?:[^"\\\n]|\\.)*(?:"|$)/gm, '$1""');

type Given = { given: unknown[] } | { code: "body-large" | "json-broken"; detail: string };

const readCounted = (given: unknown[]): Given => {
  if (given.length === 0) return { code: "json-broken", detail: "There are no messages." };
  const detail = `A request has at most ${mostMessages} messages, not ${given.length}. Send them in several requests.`;
  return given.length > mostMessages ? { code: "body-large", detail } : { given };
};

/** Reads one message or a list of them. */
export function readJsonMessages(text: string): Given {
  try {
    const read: unknown = JSON.parse(dropTokens(text));
    return readCounted(Array.isArray(read) ? read : [read]);
  } catch {
    // Without the parser's words, which quote the text.
    return {
      code: "json-broken",
      detail: "The body is not JSON. A list needs commas; lines need another type.",
    };
  }
}

/** Reads a message a line; blank lines do not count. */
export function readMessageLines(text: string): Given {
  const lines = dropTokens(text)
    .split("\n")
    .filter((line) => line.trim() !== "");
  return readCounted(
    lines.map((line): unknown => {
      try {
        return JSON.parse(line);
      } catch {
        return broken;
      }
    }),
  );
}
