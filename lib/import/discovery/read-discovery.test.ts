import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Catalogue } from "@/lib/models/schemas";
import { createSpoilt } from "@/tests/arbitrary";
import { endpoint, message, secrets, sensor, text } from "@/tests/discovery";
import { readDiscovery } from "./read-discovery";
import type { DraftModel } from "./types";

const read = (given: unknown) => {
  const result = readDiscovery(JSON.stringify(given));
  if ("fault" in result) throw new Error(JSON.stringify(result.fault));
  return result;
};
const readSlots = (...capabilities: unknown[]) => read(message([endpoint(capabilities)])).models[0]?.slots;
const percentage = { "@type": "Percentage" };
const cyan = sensor("InkSensor.Cyan", percentage, [text("Cyan ink", "en-US"), text("Tinte Cyan", "de-DE")]);
const black = sensor("InkSensor.Black", percentage, [text("Black ink", "en-US")]);

const cyanSlot = {
  instance: "InkSensor.Cyan",
  name: "Cyan ink",
  names: { "en-US": "Cyan ink", de: "Tinte Cyan" },
  supply: "ink-cartridge",
  sensor: "level",
  measurement: "percentage",
};

/** Writes into open fields what somebody would. */
const fillIn = (models: DraftModel[]) =>
  models.map((model, index) => ({
    ...model,
    modelId: model.modelId || `MODEL-${index}`,
    name: model.name || "Print One",
    countries: ["US"],
    slots: model.slots.map((slot, at) => ({
      ...slot,
      instance: slot.instance || `Sensor-${at}`,
      name: slot.name || "Ink",
    })),
  }));

describe("messages", () => {
  const model = {
    modelId: "ACME-PRINT-1",
    name: "",
    drawing: "printer",
    countries: [""],
    slots: [cyanSlot],
  };
  const discover = message([endpoint([cyan])], "Discover.Response");
  const report = message([endpoint([cyan])]);

  it.each<[string, string]>([
    ["Discover.Response with event", JSON.stringify({ event: discover })],
    ["Discover.Response without event", JSON.stringify(discover)],
    ["AddOrUpdateReport with event", JSON.stringify({ event: report, context: {} }, null, 2)],
    ["AddOrUpdateReport without event", JSON.stringify(report)],
    ["a list", JSON.stringify([report, { event: discover }])],
    ["a message a line", `${JSON.stringify(report)}\r\n\n${JSON.stringify({ event: discover })}\n`],
  ])("reads %s", (_, given) =>
    expect(readDiscovery(given)).toEqual({
      models: [model],
      remarks: [
        { code: "model-name-missing", path: ["models", 0, "name"] },
        { code: "countries-missing", path: ["models", 0, "countries", 0] },
      ],
    }),
  );

  it("passes over other messages in a list, and counts them", () => {
    const others = [{ event: { header: { name: "ChangeReport" } } }, 5];
    const { models, remarks } = read([...others, report]);
    expect(models).toEqual([model]);
    expect(remarks).toContainEqual({ code: "other-messages", count: 2 });
  });

  it("passes over endpoints without an inventory sensor, and counts them", () => {
    const others = [endpoint([]), endpoint([{ interface: "Alexa.PowerController" }, null, 3])];
    const { models, remarks } = read(message([...others, endpoint([cyan])]));
    expect(models).toEqual([model]);
    expect(remarks).toContainEqual({ code: "endpoints-without-sensor", count: 2 });
  });

  it.each<[string, unknown, object]>([
    ["a text", "Discover.Response", { code: "no-message" }],
    ["numbers", [1, 2], { code: "no-message" }],
    ["an empty list", [], { code: "no-message" }],
    ["nothing", null, { code: "no-message" }],
    ["a directive", { directive: message([], "Discover") }, { code: "no-message" }],
    [
      "a ChangeReport",
      { event: { header: { name: "ChangeReport" } } },
      { code: "other-message", name: "ChangeReport" },
    ],
    ["a name that is no name", { header: { name: `x ${secrets.token}` } }, { code: "no-message" }],
    ["no endpoints", message(undefined), { code: "no-endpoints", message: 1 }],
    ["an object of endpoints", [report, message({ 0: endpoint([]) })], { code: "no-endpoints", message: 2 }],
    [
      "an endpoint without capabilities",
      message([endpoint([cyan]), endpoint(undefined)]),
      { code: "no-capabilities", message: 1, endpoint: 2 },
    ],
    [
      "capabilities that are no list",
      message([endpoint({ 0: cyan })]),
      { code: "no-capabilities", message: 1, endpoint: 1 },
    ],
    ["an endpoint that is a number", message([7]), { code: "no-capabilities", message: 1, endpoint: 1 }],
    ["no sensors at all", message([endpoint([])]), { code: "no-sensor" }],
    ["no endpoint at all", message([]), { code: "no-sensor" }],
  ])("refuses %s", (_, given, fault) => expect(readDiscovery(JSON.stringify(given))).toEqual({ fault }));

  it.each<[string, string, object]>([
    ["no JSON", "{", { code: "not-json" }],
    ["nothing", "", { code: "not-json" }],
    ["10,000 brackets", "[".repeat(10_000), { code: "not-json" }],
    ["10,000 nested lists", "[".repeat(10_000) + "]".repeat(10_000), { code: "no-message" }],
    ["a broken line", `${JSON.stringify(report)}\n\n{\n`, { code: "not-json", line: 3 }],
  ])("refuses %s", (_, given, fault) => expect(readDiscovery(given)).toEqual({ fault }));
});

describe("sensors", () => {
  const others = [{ interface: "Alexa" }, { interface: "Alexa.EndpointHealth", instance: "x" }];
  const nested = {
    measurement: percentage,
    replenishment: { "@type": "DashReplenishmentId", value: "Default" },
  };

  it.each<[string, unknown[]]>([
    ["among other interfaces", [others[0], cyan, others[1]]],
    [
      "with replenishment at the top",
      [{ ...cyan, configuration: { measurement: percentage }, replenishment: {} }],
    ],
    [
      "with measurement inside properties",
      [{ ...cyan, configuration: undefined, properties: { configuration: nested } }],
    ],
    [
      "with names at the top",
      [
        {
          ...cyan,
          friendlyNames: cyan.capabilityResources.friendlyNames,
          capabilityResources: undefined,
        },
      ],
    ],
    [
      "with assets between the names",
      [
        sensor("InkSensor.Cyan", percentage, [
          { "@type": "asset", value: { assetId: "Alexa.Setting.Mode" } },
          ...(cyan.capabilityResources.friendlyNames as unknown[]),
        ]),
      ],
    ],
  ])("reads one %s", (_, capabilities) => expect(readSlots(...capabilities)).toEqual([cyanSlot]));

  it.each<[string, unknown]>([
    ["one name without a list", text("Filter", "en-US")],
    ["a name between spaces", [text(" Filter ", "en-US")]],
    ["a list of values", [{ "@type": "text", value: [{ text: "Filter", locale: "en-US" }] }]],
  ])("reads %s", (_, names) =>
    expect(readSlots(sensor("1", percentage, names))).toMatchObject([{ name: "Filter" }]),
  );

  it.each([
    ["Alexa.InventoryLevelSensor", "level"],
    ["Alexa.InventoryUsageSensor", "usage"],
    ["Alexa.InventoryLevelUsageSensor", "level-usage"],
  ])("knows %s", (name, kind) =>
    expect(readSlots({ ...cyan, interface: name })).toMatchObject([{ sensor: kind }]),
  );

  it.each<[unknown, object]>([
    [
      { "@type": "Count", unit: "PIECES" },
      { measurement: "count", unit: undefined },
    ],
    [
      { "@type": "Volume", unit: "MILLILITER" },
      { measurement: "volume", unit: "MILLILITER" },
    ],
    [
      { "@type": "Weight", unit: "Scoops of 30 g" },
      { measurement: "weight", unit: "Scoops of 30 g" },
    ],
    [
      { "@type": "Weight", unit: 7 },
      { measurement: "weight", unit: "7" },
    ],
    [{ "@type": "Temperature" }, { measurement: undefined, unit: undefined }],
    [undefined, { measurement: undefined, unit: undefined }],
  ])("reads the measurement %j", (measurement, expected) => {
    const [slot] = readSlots(sensor("S", measurement, [])) ?? [];
    expect({ measurement: slot?.measurement, unit: slot?.unit }).toEqual(expected);
  });

  it("asks for a unit and a measurement that are missing", () => {
    const { remarks } = read(
      message([endpoint([sensor("A", { "@type": "Volume" }, []), sensor("B", undefined, [])])]),
    );
    expect(remarks).toContainEqual({ code: "unit-missing", path: ["models", 0, "slots", 0, "unit"] });
    expect(remarks).toContainEqual({
      code: "measurement-missing",
      path: ["models", 0, "slots", 1, "measurement"],
    });
  });

  it("leaves open an instance that is missing or no line, and reads a number as text", () => {
    const { models, remarks } = read(
      message([
        endpoint([undefined, "a\nb", "x".repeat(257), 1].map((each) => sensor(each, percentage, []))),
      ]),
    );
    expect(models[0]?.slots.map(({ instance }) => instance)).toEqual(["", "", "", "1"]);
    expect(remarks.filter(({ code }) => code === "instance-missing")).toHaveLength(3);
  });

  it("keeps the first of two sensors with one instance", () => {
    const { models, remarks } = read(
      message([endpoint([black]), endpoint([cyan, { ...cyan, interface: "Alexa.InventoryUsageSensor" }])]),
    );
    expect(models[1]?.slots).toEqual([cyanSlot]);
    expect(remarks).toContainEqual({
      code: "instance-repeated",
      message: 1,
      endpoint: 2,
      instance: "InkSensor.Cyan",
    });
  });
});

describe("models", () => {
  const named = (model: unknown, ...capabilities: unknown[]) =>
    endpoint(capabilities, { additionalAttributes: { model } });
  const readIds = (...endpoints: unknown[]) => {
    const { models, remarks } = read(message(endpoints));
    return [models.map(({ modelId }) => modelId), remarks.filter(({ code }) => code.startsWith("model-id"))];
  };
  const at = (index: number) => ({ path: ["models", index, "modelId"] });

  it("drafts one for endpoints with the same sensors in any order, with the names of all", () => {
    const german = sensor("InkSensor.Black", percentage, [text("Schwarz", "de-DE")]);
    const { models } = read([message([endpoint([cyan, black])]), message([endpoint([german, cyan])])]);
    expect(models).toMatchObject([
      {
        modelId: "ACME-PRINT-1",
        slots: [{ name: "Cyan ink" }, { name: "Black ink", names: { "en-US": "Black ink", de: "Schwarz" } }],
      },
    ]);
  });

  it("merges categories, and names once what it leaves out of several endpoints", () => {
    const canadian = sensor("Ink", percentage, [text("Ink", "en-US"), text("Inks", "en-CA")]);
    const { models, remarks } = read(
      message([
        endpoint([canadian], { displayCategories: ["OTHER"] }),
        endpoint([canadian], { displayCategories: ["PRINTER"] }),
      ]),
    );
    expect(models).toMatchObject([{ drawing: "printer" }]);
    expect(remarks).toContainEqual({
      code: "names-left-out",
      path: ["models", 0, "slots", 0, "names"],
      names: [{ text: "Inks", locale: "en-CA" }],
    });
  });

  it("leaves the name open where the model is longer than a name", () =>
    expect(read(message([named("Print ".repeat(18), cyan)])).models).toMatchObject([{ name: "" }]));

  it("leaves the model id open where no endpoint says it", () =>
    expect(readIds(endpoint([cyan], { additionalAttributes: undefined }))).toEqual([
      [""],
      [{ code: "model-id-missing", ...at(0) }],
    ]));

  it("leaves the model id open where endpoints with the same sensors differ", () =>
    expect(readIds(named("A", cyan), named("B", cyan))).toEqual([
      [""],
      [{ code: "model-ids-differ", ...at(0), modelIds: ["A", "B"] }],
    ]));

  it("leaves the model id open where endpoints with other sensors have it, too", () =>
    expect(readIds(named("A", cyan), named("B", black), named("A", cyan, black))).toEqual([
      ["", "B", ""],
      [
        { code: "model-id-shared", ...at(0), modelId: "A" },
        { code: "model-id-shared", ...at(2), modelId: "A" },
      ],
    ]));

  it("takes a model that cannot be a model id for the name", () => {
    const { models, remarks } = read(message([named("Print One", cyan)]));
    expect(models).toMatchObject([{ modelId: "", name: "Print One" }]);
    expect(remarks.map(({ code }) => code)).toEqual(["model-id-missing", "countries-missing"]);
  });

  it.each<[unknown, string]>([
    [["OTHER", "PRINTER"], "printer"],
    [["VACUUM_CLEANER"], "robot-vacuum"],
    [["PRINTER", "WASHER"], "device"],
    ["AIR_PURIFIER", "air-purifier"],
    [["DISHWASHER"], "device"],
    [undefined, "device"],
  ])("draws %j as %s", (displayCategories, drawing) =>
    expect(read(message([endpoint([cyan], { displayCategories })])).models).toMatchObject([{ drawing }]),
  );
});

describe("what stays behind", () => {
  const findLeaks = (result: unknown) =>
    Object.entries(secrets).filter(([, secret]) => JSON.stringify(result).includes(secret));

  it("finds no text of one device or customer in a draft", () => {
    const instance = `${secrets.serialNumber}/ink`;
    const names = [text(`Ink of ${secrets.endpointId}`, "en-US"), text("Ink", secrets.token)];
    const model = `P-${secrets.endpointId}`;
    const given = endpoint([sensor(instance, { "@type": "Weight", unit: secrets.token }, names)], {
      additionalAttributes: { model, serialNumber: secrets.serialNumber },
    });
    const result = read(message([given]));
    expect(findLeaks(result)).toEqual([]);
    expect(result.models).toMatchObject([
      { modelId: "", slots: [{ instance: "", name: "Ink", unit: undefined }] },
    ]);
    expect(result.remarks).toContainEqual({ code: "texts-of-one-device", count: 5 });
  });

  it("finds an identifier that is a number, and allows texts around a short one", () => {
    const of = (endpointId: unknown) =>
      read(message([endpoint([sensor("Ink.12345", percentage, [])], { endpointId })])).models[0]?.slots;
    expect(of(12345)).toMatchObject([{ instance: "" }]);
    expect(of("123")).toMatchObject([{ instance: "Ink.12345" }]);
  });

  const messages = fc.array(
    fc.array(
      fc.record({
        at: fc.constantFrom("A", "B", "C"),
        model: fc.constantFrom(undefined, "M-1", "M 2"),
        names: fc.array(fc.tuple(fc.constantFrom("Ink", "Filter"), fc.constantFrom("en-US", "fr-CA", "??"))),
        measurement: fc.constantFrom(percentage, { "@type": "Volume", unit: "LITER" }, {}),
      }),
      { maxLength: 3 },
    ),
    { minLength: 1, maxLength: 3 },
  );
  const given = messages.map((list) =>
    list.map((endpoints) =>
      message(
        endpoints.map(({ at, model, names, measurement }) =>
          endpoint(
            [
              sensor(
                at,
                measurement,
                names.map((each) => text(...each)),
              ),
              cyan,
            ],
            {
              additionalAttributes: { model, serialNumber: secrets.serialNumber },
            },
          ),
        ),
      ),
    ),
  );

  it("finds none in whatever is given, which becomes a valid catalogue or a fault", () =>
    fc.assert(
      fc.property(fc.oneof(given, createSpoilt(given), createSpoilt(createSpoilt(given))), (value) => {
        const result = readDiscovery(JSON.stringify(value) ?? "");
        expect(findLeaks(result)).toEqual([]);
        if ("models" in result) {
          expect(Catalogue.safeParse({ models: fillIn(result.models) }).error?.issues).toBeUndefined();
        }
      }),
      { numRuns: 500 },
    ));

  it("reads any text without throwing", () =>
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (any) => "fault" in readDiscovery(any))));
});
