export { checkPicture } from "./check-picture";
export { deleteModel } from "./delete-model";
export { findPicture } from "./find-picture";
export { findModel, listModels, readCatalogue } from "./read-models";
export { saveModel } from "./save-model";
export { toModel } from "./stored-content";
