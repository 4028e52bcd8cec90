import type { ModelContent } from "./schemas";

export type { Catalogue, Model, ModelContent, Slot } from "./schemas";

/** A stored model without its id: its content, with the picture by its hash. */
export type StoredContent = Omit<ModelContent, "picture"> & { pictureHash?: string };

/** A stored model. */
export type StoredModel = { modelId: string } & StoredContent;

/** What saving a model did. */
export type Saved = "new" | "changed" | "unchanged";

/** A page of models, with the model id that the next page comes after. */
export type ModelPage = { models: StoredModel[]; next: string | null };

/** A picture of a model. */
export type Picture = { type: "image/png" | "image/jpeg" | "image/webp"; bytes: Buffer };
