// Messages as the partner's skill sends them to Alexa, without the token.
import type { Device, Slot } from "./devices";

const types = { percentage: "Percentage", count: "Count", volume: "Volume", weight: "Weight" };

const writeAmount = ({ measurement, unit }: Slot, value: number) => ({
  "@type": types[measurement],
  value,
  ...(unit && { unit }),
});

const writeEndpoint = ({ modelId, serial }: Device) => ({ endpointId: `${modelId}:${serial}` });
const writeTime = (at: number) => new Date(at).toISOString();

/** Writes what remains of some slots. @param at milliseconds since 1970 */
export function writeLevels(device: Device, levels: { slot: Slot; value: number }[], at: number): object {
  const properties = levels.map(({ slot, value }) => ({
    namespace: "Alexa.InventoryLevelSensor",
    ...{ instance: slot.instance, name: "level", value: writeAmount(slot, value) },
    ...{ timeOfSample: writeTime(at), uncertaintyInMilliseconds: 0 },
  }));
  return {
    event: {
      header: {
        ...{ namespace: "Alexa", name: "ChangeReport", payloadVersion: "3" },
        messageId: `${device.serial} level ${at}`,
      },
      endpoint: writeEndpoint(device),
      payload: { change: { cause: { type: "PERIODIC_POLL" }, properties } },
    },
    context: { properties: [] },
  };
}

/** Writes what was used of a slot. @param id the same whenever this use is sent */
export function writeUse(device: Device, slot: Slot, value: number, at: number, id: string): object {
  return {
    event: {
      header: {
        namespace: slot.sensor === "usage" ? "Alexa.InventoryUsageSensor" : "Alexa.InventoryLevelUsageSensor",
        ...{ name: "InventoryConsumed", instance: slot.instance, payloadVersion: "3", messageId: id },
      },
      endpoint: writeEndpoint(device),
      payload: { usage: writeAmount(slot, value), timeOfSample: writeTime(at) },
    },
  };
}
