// Messages as a partner's skill sends them to Alexa.
type Amount = { "@type": string; value: unknown; unit?: string };

export const percent = (value: unknown): Amount => ({ "@type": "Percentage", value });

const scope = { type: "BearerToken", token: "Atza|a-customers-token" };

/** A property of a level sensor. */
export const writeLevel = (instance: string, value: Amount, timeOfSample: Date | string) => ({
  namespace: "Alexa.InventoryLevelSensor",
  ...{ instance, name: "level", value, timeOfSample, uncertaintyInMilliseconds: 0 },
});

/** A ChangeReport. @param changed properties @param others properties that did not change */
export const writeChange = (endpointId: string, changed: object[], others: object[] = []) => ({
  event: {
    header: { namespace: "Alexa", name: "ChangeReport", payloadVersion: "3", messageId: crypto.randomUUID() },
    endpoint: { scope: { ...scope }, endpointId },
    payload: { change: { cause: { type: "PERIODIC_POLL" }, properties: changed } },
  },
  context: { properties: others },
});

/** The property of another interface, which real messages carry between the levels. */
export const connectivity = {
  ...{ namespace: "Alexa.EndpointHealth", name: "connectivity", value: { value: "OK" } },
  ...{ timeOfSample: "2026-01-31T09:00:00Z", uncertaintyInMilliseconds: 0 },
};

/** What was used of a slot. */
export const writeUse = (
  endpointId: string,
  instance: string,
  usage: Amount,
  timeOfSample: Date | string,
  { kind = "Usage", messageId = crypto.randomUUID() as string | undefined } = {},
) => ({
  event: {
    header: {
      ...{ namespace: `Alexa.Inventory${kind}Sensor`, name: "InventoryConsumed", instance },
      ...{ payloadVersion: "3", messageId },
    },
    endpoint: { scope, endpointId },
    payload: { usage, timeOfSample },
  },
});
