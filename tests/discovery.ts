// Messages as an Alexa skill sends them, for tests of what reads them.

/** What must never leave a message: each is a customer's or identifies one device. */
export const secrets = {
  token: "Atza|not-for-anybody",
  endpointId: "SN-0001-endpoint",
  serialNumber: "SN-0001-serial",
  friendlyName: "Grandma's favourite",
  cookie: "cookie-of-a-customer",
  replenishmentId: "replenishment-0001",
};

/** A name of a sensor in one locale. */
export const text = (text: string, locale?: string) => ({ "@type": "text", value: { text, locale } });

/** A sensor as Amazon documents it. */
export const sensor = (
  instance: unknown,
  measurement: unknown,
  friendlyNames: unknown,
  more: object = {},
) => ({
  type: "AlexaInterface",
  interface: "Alexa.InventoryLevelSensor",
  version: "3",
  instance,
  properties: { supported: [{ name: "level" }], proactivelyReported: true, retrievable: true },
  configuration: {
    measurement,
    replenishment: { "@type": "DashReplenishmentId", value: secrets.replenishmentId },
  },
  capabilityResources: { friendlyNames },
  ...more,
});

/** A device of a customer. */
export const endpoint = (capabilities: unknown, more: object = {}) => ({
  endpointId: secrets.endpointId,
  friendlyName: secrets.friendlyName,
  description: `Bought by ${secrets.friendlyName}`,
  manufacturerName: "Acme",
  displayCategories: ["PRINTER"],
  cookie: { key: secrets.cookie },
  additionalAttributes: { manufacturer: "Acme", model: "ACME-PRINT-1", serialNumber: secrets.serialNumber },
  capabilities,
  ...more,
});

/** A message without the outer `event`. */
export const message = (endpoints: unknown, name = "AddOrUpdateReport") => ({
  header: { namespace: "Alexa.Discovery", name, payloadVersion: "3", messageId: "m-1" },
  payload: { endpoints, scope: { type: "BearerToken", token: secrets.token } },
});
