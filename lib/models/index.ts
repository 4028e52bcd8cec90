export { checkPicture } from "./check-picture";
export { deleteModel } from "./delete-model";
export { findPicture } from "./find-picture";
export { findModel, listModels, readCatalogue } from "./read-models";
export { saveModel } from "./save-model";
export { Model, ModelContent, ModelId } from "./schemas";
export { toModel } from "./stored-content";
export type { StoredModel } from "./types";
