import { z } from "@hono/zod-openapi";
import { orUnrecorded } from "@/lib/audit";
import {
  deleteModel,
  findModel,
  listModels,
  Model,
  ModelContent,
  ModelId,
  type StoredModel,
  saveModel,
  toModel,
} from "@/lib/models";
import { refuse } from "@/lib/result";
import { routes, toAbsolute } from "@/lib/routes";
import { type Api, addOperation, answerWith } from "./api";
import { Next, PageQuery, readPage } from "./pages";

const tag = "Models";
const path = "/models/{modelId}";
const params = z.strictObject({ modelId: ModelId });

const describe = (model: StoredModel) => toModel(model, (hash) => toAbsolute(routes.picture({ hash })));

/** Adds the operations on device models. */
export function addModels(api: Api): void {
  addOperation(
    api,
    {
      method: "get",
      path: "/models",
      id: "listModels",
      tag,
      summary: "List models",
      description: "By model id.",
      permission: "catalogue:read",
      query: PageQuery,
      answers: {
        200: {
          description: "A page of models.",
          schema: z.strictObject({ models: z.array(Model), next: Next }),
        },
      },
    },
    async ({ scope, query }) => {
      const read = async ({ after, limit }: { after: string; limit: number }) =>
        (await listModels(scope, { after: after || null, limit })).models;
      const page = await readPage(query, read, ({ modelId }) => modelId);
      return answerWith(page, ({ rows, next }) => ({
        status: 200,
        body: { models: rows.map(describe), next },
      }));
    },
  );
  addOperation(
    api,
    {
      method: "put",
      path,
      id: "putModel",
      tag,
      summary: "Create or replace a model",
      description:
        "While the model has devices, its vendor code stays and no slot goes. To rename a slot's `instance`, name the old one in `was`.",
      permission: "catalogue:write",
      params,
      body: ModelContent,
      answers: {
        200: { description: "The model, changed or as it was.", schema: Model },
        201: { description: "The new model.", schema: Model },
      },
      problems: [
        "vendor-code-in-use",
        "slot-in-use",
        ...(["unknown", "type", "svg", "heavy", "broken", "large", "animated"] as const).map(
          (fault) => `picture-${fault}` as const,
        ),
      ],
    },
    async ({ scope, params: { modelId }, body }) => {
      const saved = await orUnrecorded(() => saveModel(scope, modelId, body));
      if (!saved.ok) return saved;
      const model = await findModel(scope, modelId);
      if (!model) throw new Error("the model is gone since it was saved");
      return { status: saved.value === "new" ? 201 : 200, body: describe(model) };
    },
  );
  addOperation(
    api,
    {
      method: "get",
      path,
      id: "getModel",
      tag,
      summary: "Read a model",
      permission: "catalogue:read",
      params,
      answers: {
        200: { description: "The model. Without `modelId`, it is a valid body for PUT.", schema: Model },
      },
      problems: ["not-found"],
    },
    async ({ scope, params: { modelId } }) => {
      const model = await findModel(scope, modelId);
      return model ? { status: 200, body: describe(model) } : refuse("not-found");
    },
  );
  addOperation(
    api,
    {
      method: "delete",
      path,
      id: "deleteModel",
      tag,
      summary: "Delete a model",
      description: "Refused while it has devices, also removed ones, or units.",
      permission: "catalogue:write",
      params,
      answers: { 204: { description: "There is no such model any more." } },
      problems: ["model-in-use", "model-made"],
    },
    async ({ scope, params: { modelId } }) => {
      const deleted = await orUnrecorded(() => deleteModel(scope, modelId));
      const isGone = deleted.ok || deleted.problems[0].code === "not-found";
      return isGone ? { status: 204 } : answerWith(deleted, () => ({ status: 204 }));
    },
  );
}
