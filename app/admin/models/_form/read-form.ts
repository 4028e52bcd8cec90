import { type StoredModel, toWanted } from "@/lib/models";
import type { ModelView } from "@/lib/models/types";
import { applyDraft, type Draft } from "./draft";
import { readContent } from "./read-content";
import { writeFields } from "./write-fields";

/** The form of a model: what was typed over what is stored, and what that would be as a model. */
export function readModelForm({ model, used }: ModelView, draft: Draft | null) {
  const base = writeFields(model);
  const fields = draft ? applyDraft(base, draft) : base;
  const read = readContent(fields, model, used);
  const wanted: StoredModel | null = read.ok ? toWanted({ modelId: model.modelId, ...read.content }) : null;
  return { fields, read, wanted };
}
