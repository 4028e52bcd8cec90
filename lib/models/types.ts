import type { ModelContent } from "./schemas";

export type { Catalogue, Model, ModelContent, Slot } from "./schemas";

/** A stored model without its id: its content, with the picture by its hash. */
export type StoredContent = Omit<ModelContent, "picture"> & { pictureHash?: string };

/** A stored model. */
export type StoredModel = { modelId: string } & StoredContent;

/** What saving a model did. */
export type Saved = "new" | "changed" | "unchanged";

/** A field that differs. */
export type Change = {
  /**
   * The field's name; for texts by language and addresses by country with the key behind it; for slots after
   * `slots` and the instance. `slots` alone is the order of the slots that stay.
   */
  path: string[];
  /** Undefined if there is none, as for a slot that is new. */
  before: unknown;
  after: unknown;
};

/** A model that differs between two catalogues. */
export type ModelDifference =
  | { kind: "added"; modelId: string; after: StoredModel }
  | { kind: "removed"; modelId: string; before: StoredModel }
  | { kind: "changed"; modelId: string; before: StoredModel; after: StoredModel; changes: Change[] };

/** A page of models, with the model id that the next page comes after. */
export type ModelPage = { models: StoredModel[]; next: string | null };

/** A picture of a model. */
export type Picture = { type: "image/png" | "image/jpeg" | "image/webp"; bytes: Buffer };
