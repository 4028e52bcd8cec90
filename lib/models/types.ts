import type { ModelContent } from "./schemas";

export { sensors } from "@/lib/dash";
export { drawings, measurements, supplies } from "./kinds";
export type { Catalogue, Model, ModelContent, Slot } from "./schemas";

/** The heaviest picture of a model, in bytes. The database has the same limit. */
export const heaviestPicture = 200_000;

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

/** What a model can lack, in the order of the page. */
export const gaps = ["languages", "picture", "countries", "supplies", "tried"] as const;
/** One of these. */
export type Gap = (typeof gaps)[number];

/** A model in the list of administrators. */
export type ModelOverview = {
  modelId: string;
  /** In the reader's language. */
  name: string;
  drawing: string;
  /** Hash of the picture that is shown instead. */
  picture: string | null;
  countries: string[];
  /** Number of the portal's languages in which all its texts are written. */
  languages: number;
  /** Number of registered devices. */
  devices: number;
  gaps: Gap[];
};

/** A model with what its page needs. */
export type ModelView = {
  model: StoredModel;
  /** Names this state of the content; another state has another. */
  state: string;
  triedAt: Date | null;
  /** Registered devices. */
  devices: number;
  /** Registered and removed devices: while there are any, Amazon's ids stay. */
  used: number;
  /** Units that the partner recorded as made. */
  units: number;
};

/** A change of a model, as its page lists it. */
export type ModelEvent = {
  id: string;
  at: Date;
  /** Null for the portal itself. */
  who: string | null;
  /** The change; null where an administrator confirmed that the links work at Amazon. */
  change: ModelDifference | null;
  /** Whether the state before can be put back. */
  canReturn: boolean;
};
