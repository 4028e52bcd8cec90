import { expect, it } from "vitest";
import { day } from "./curve";
import { Devices } from "./devices";
import { createHousehold } from "./household";

const start = Date.UTC(2026, 0, 31, 9);
const level = { instance: "Kibble", sensor: "level", measurement: "weight", unit: "KILOGRAM" };
const devices = Devices.parse({
  seed: "a",
  devices: [
    { modelId: "BOWL", serial: "B-1", slots: [{ ...level, capacity: 3, perDay: 0.1 }] },
    {
      ...{ modelId: "BREW", serial: "C-1" },
      slots: [
        { instance: "Pods", sensor: "usage", measurement: "count", perDay: 8 },
        { instance: "Filter", sensor: "level-usage", measurement: "percentage", perDay: 1 },
      ],
    },
  ],
});
const household = createHousehold(devices, start);
const list = (from: number, to: number, stamp = (at: number) => at) =>
  [...household.listDue(from, to, from, stamp)].map(({ at, message }) => ({
    at,
    text: JSON.stringify(message),
  }));

it("lets each device report once on any day, whatever the hours between", () => {
  const hours = Array.from({ length: 48 }, (_, hour) => start + hour * (day / 24));
  for (const from of hours) expect(list(from, from + day)).toHaveLength(3);
  expect(hours.flatMap((from) => list(from, from + day / 24))).toEqual(list(start, start + 2 * day));
});

it("gives a use the same id whenever and however it is stamped", () => {
  const listIds = (stamp?: (at: number) => number) =>
    list(start, start + 3 * day, stamp).flatMap(({ text }) => text.match(/C-1 (Pods|Filter) \d+/)?.[0] ?? []);
  expect(listIds(() => start)).toEqual(listIds());
  expect(new Set(listIds()).size).toBe(6);
});

it("writes messages as a skill does", () => {
  const [message] = household.listLevels(start, start);
  expect(message).toEqual({
    event: {
      header: {
        ...{ namespace: "Alexa", name: "ChangeReport", payloadVersion: "3" },
        messageId: `B-1 level ${start}`,
      },
      endpoint: { endpointId: "BOWL:B-1" },
      payload: {
        change: {
          cause: { type: "PERIODIC_POLL" },
          properties: [
            {
              ...{ namespace: "Alexa.InventoryLevelSensor", instance: "Kibble", name: "level" },
              value: { "@type": "Weight", value: expect.any(Number), unit: "KILOGRAM" },
              ...{ timeOfSample: "2026-01-31T09:00:00.000Z", uncertaintyInMilliseconds: 0 },
            },
          ],
        },
      },
    },
    context: { properties: [] },
  });
  const [pods] = list(start, start + day).flatMap(({ text }) =>
    text.includes("Pods") ? JSON.parse(text) : [],
  );
  expect(pods.event).toMatchObject({
    header: { namespace: "Alexa.InventoryUsageSensor", name: "InventoryConsumed", instance: "Pods" },
    endpoint: { endpointId: "BREW:C-1" },
    payload: { usage: { "@type": "Count", value: expect.any(Number) }, timeOfSample: expect.any(String) },
  });
});

it("says of a replaced part only the last time, on the day before it counts", () => {
  const replacements = household.listReplacements(start - 300 * day, start, (at) => at);
  expect(replacements).toEqual([
    { modelId: "BREW", serial: "C-1", instance: "Filter", at: expect.any(Number) },
  ]);
  const at = replacements[0]?.at ?? 0;
  expect((at + 1) % day).toBe(0);
  expect(household.listReplacements(at, start, (time) => time)).toEqual(replacements);
  expect(household.listReplacements(at + day, start, (time) => time)).toEqual([]);
});
