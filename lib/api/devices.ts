import { z } from "@hono/zod-openapi";
import {
  correctModel,
  DeviceContent,
  deleteUnit,
  findBySerial,
  generateCodes,
  hideIds,
  listBySerial,
  PartnerDevice,
  PartnerSerial,
  putDevice,
  putUnit,
  removeBySerial,
  UnitContent,
} from "@/lib/devices";
import { ModelId, measurements, sensors } from "@/lib/models";
import { listReadings } from "@/lib/readings";
import { refuse } from "@/lib/result";
import { type Api, addOperation, answerWith } from "./api";
import { Next, PageQuery, readPage } from "./pages";
import { addRevocation } from "./revocation";

const path = "/models/{modelId}/devices/{serial}";
const unitPath = "/models/{modelId}/units/{serial}";
const params = z.strictObject({ modelId: ModelId, serial: PartnerSerial });

const moment = z.iso.datetime().nullable();

const DeviceWithReadings = PartnerDevice.extend({
  readings: z
    .array(
      z.strictObject({
        instance: z.string(),
        sensor: z.enum(sensors),
        measurement: z.enum(measurements).nullable(),
        unit: z.string().nullable(),
        value: z.number().meta({
          description: "What remains, of a level sensor; what was used since `replacedAt`, of the others.",
        }),
        at: z.iso.datetime(),
        replacedAt: moment.meta({ description: "When you said that the part was replaced." }),
      }),
    )
    .meta({ description: "The newest of each slot; see POST /reports." }),
}).meta({ id: "DeviceWithReadings" });

/** Adds the operations on registered devices. */
export function addDevices(api: Api): void {
  const tag = "Devices";
  addOperation(
    api,
    {
      method: "get",
      path: "/models/{modelId}/devices",
      id: "listDevices",
      tag,
      summary: "List the devices of a model",
      description: "By serial number. Removed ones are not in it.",
      permission: "devices:read",
      params: z.strictObject({ modelId: ModelId }),
      query: PageQuery,
      answers: {
        200: {
          description: "A page of devices.",
          schema: z.strictObject({ devices: z.array(PartnerDevice), next: Next }),
        },
      },
      problems: ["model-unknown"],
    },
    async ({ scope, params: { modelId }, query }) => {
      let isKnown = true;
      const read = async (page: { after: string; limit: number }) => {
        const devices = await listBySerial(scope, modelId, page);
        isKnown = devices !== null;
        return devices ?? [];
      };
      const page = await readPage(query, read, ({ serialKey }) => serialKey);
      if (!isKnown) return refuse("model-unknown");
      return answerWith(page, ({ rows, next }) => ({
        status: 200,
        body: { devices: rows.map(hideIds), next },
      }));
    },
  );
  addOperation(
    api,
    {
      method: "put",
      path,
      id: "putDevice",
      tag,
      summary: "Register a device, or change its registration",
      description:
        "A field that you leave out stays as it is. A device that its owner removed stays removed, and the answer says so, also after its row was deleted; `restore: true` brings it back. The name that the customer gave it stays.",
      permission: "devices:write",
      params,
      body: DeviceContent,
      answers: {
        200: { description: "The device, changed or as it was.", schema: PartnerDevice },
        201: { description: "The new device.", schema: PartnerDevice },
      },
      problems: ["model-unknown", "owner-unknown", "device-owned", "serial-conflict"],
    },
    async ({ scope, params: { modelId, serial }, body }) =>
      answerWith(await putDevice(scope, modelId, serial, body), ({ device, isNew }) => ({
        status: isNew ? 201 : 200,
        body: device,
      })),
  );
  addOperation(
    api,
    {
      method: "get",
      path,
      id: "getDevice",
      tag,
      summary: "Read a device",
      description: "Without an owner now, the last one.",
      permission: "devices:read",
      params,
      answers: { 200: { description: "The device.", schema: DeviceWithReadings } },
      problems: ["not-found"],
    },
    async ({ scope, params: { modelId, serial } }) => {
      const device = await findBySerial(scope, modelId, serial);
      if (!device) return refuse("not-found");
      const readings = device.removedAt ? [] : await listReadings(scope, modelId, device.serial);
      return { status: 200, body: { ...device, readings } };
    },
  );
  addOperation(
    api,
    {
      method: "patch",
      path,
      id: "correctDevice",
      tag,
      summary: "Correct the model of a device",
      description:
        "For a device that was registered under the wrong model. It keeps its owner, name and launches; its claim code stays with the old model.",
      permission: "devices:write",
      params,
      body: z.strictObject({ modelId: ModelId }).meta({ id: "ModelCorrection" }),
      answers: { 200: { description: "The device, under the new model.", schema: PartnerDevice } },
      problems: ["model-unknown", "model-same", "device-gone", "device-exists", "serial-conflict"],
    },
    async ({ scope, params: unit, body }) =>
      answerWith(await correctModel(scope, unit, body.modelId), (device) => ({ status: 200, body: device })),
  );
  addOperation(
    api,
    {
      method: "delete",
      path,
      id: "deleteDevice",
      tag,
      summary: "Remove a device from its owner's list",
      permission: "devices:write",
      params,
      answers: { 204: { description: "Nobody has the device any more." } },
      problems: ["serial-conflict"],
    },
    async ({ scope, params: { modelId, serial } }) =>
      answerWith(await removeBySerial(scope, modelId, serial), () => ({ status: 204 })),
  );
}

/** Adds the operations on claim codes. */
export function addUnits(api: Api): void {
  const tag = "Claim codes";
  addRevocation(api);
  addOperation(
    api,
    {
      method: "put",
      path: unitPath,
      id: "putUnit",
      tag,
      summary: "Store the claim code that you printed on a unit",
      description: "Whoever has the code can add the unit to their devices. Only a hash of it is stored.",
      permission: "devices:write",
      params,
      body: UnitContent,
      answers: {
        204: { description: "The code is stored." },
      },
      problems: ["model-unknown", "serial-conflict"],
    },
    async ({ scope, params: { modelId, serial }, body }) =>
      answerWith(await putUnit(scope, modelId, serial, body), () => ({ status: 204 })),
  );
  addOperation(
    api,
    {
      method: "delete",
      path: unitPath,
      id: "deleteUnit",
      tag,
      summary: "Remove a unit's claim code",
      description: "Nobody can add the unit with it any more. A device that has been added stays.",
      permission: "devices:write",
      params,
      answers: { 204: { description: "The unit has no code." } },
      problems: ["serial-conflict"],
    },
    async ({ scope, params: { modelId, serial } }) =>
      answerWith(await deleteUnit(scope, modelId, serial), () => ({ status: 204 })),
  );
  addOperation(
    api,
    {
      method: "post",
      path: "/units/generate",
      id: "generateCodes",
      tag,
      summary: "Make claim codes",
      description:
        "The answer is the only place where the codes stand: print or keep them. If it is lost on the way, ask again with `replace: true`.",
      permission: "devices:write",
      body: z
        .strictObject({
          modelId: ModelId,
          serials: z.array(PartnerSerial).min(1, "must name a unit").max(1000, "must have at most 1000"),
          replace: z.boolean().default(false).meta({
            description: "Whether units that have a code get a new one; the old one stops working.",
          }),
        })
        .meta({ id: "CodeRequest" }),
      answers: {
        200: {
          description: "The codes, in the order of the request.",
          schema: z.strictObject({
            units: z.array(z.strictObject({ serial: z.string(), code: z.string() }).meta({ id: "MadeCode" })),
          }),
        },
      },
      problems: ["model-unknown", "serial-conflict", "code-exists"],
    },
    async ({ scope, body: { modelId, serials, replace } }) =>
      answerWith(await generateCodes(scope, modelId, serials, replace), (units) => ({
        status: 200,
        body: { units },
      })),
  );
}
