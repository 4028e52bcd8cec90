import { firstParam, type SearchParams } from "@/app/_http/request";
import type { Fields } from "@/components/admin/fields";
import { findStateBefore } from "@/lib/models";
import type { ModelView } from "@/lib/models/types";
import type { PartnerScope } from "@/lib/scope";
import { compareFields, type Draft, readDraft, writeDraft } from "../_form/draft";
import { readModelForm } from "../_form/read-form";
import { writeFields } from "../_form/write-fields";

type Parameters = Awaited<SearchParams>;

/** A model's form with what the page needs to show it. */
export type DraftForm = ReturnType<typeof readModelForm> & {
  fields: Fields;
  /** The draft as it stands in addresses; null if nothing was typed. */
  text: string | null;
  /** Whether somebody saved the model after the draft was begun. */
  isOvertaken: boolean;
  /** Whether saving was tried, so that the form names what is wrong. */
  isChecked: boolean;
  /** Whether the page shows what would change, and not the form. */
  isReview: boolean;
  /** Whether the address has a draft that cannot be read: signing in again has cut it. */
  isLost: boolean;
};

/** Reads the draft that the page's address holds or, for a change to put back, makes it. */
export async function readDraftOf(
  scope: PartnerScope<"catalogue:write">,
  view: ModelView,
  parameters: Parameters,
): Promise<DraftForm> {
  const undo = firstParam(parameters.undo);
  const draft = undo ? await draftReturn(scope, view, undo) : readDraft(parameters.draft);
  const form = readModelForm(view, draft);
  const isChecked = draft !== null && (undo !== null || firstParam(parameters.step) === "review");
  return {
    ...form,
    text: draft && writeDraft(draft),
    isOvertaken: draft !== null && draft.seen !== view.state,
    isChecked,
    isReview: isChecked && form.read.ok,
    isLost: draft === null && parameters.draft !== undefined,
  };
}

/** Makes the draft that puts back the state before a change. */
async function draftReturn(
  scope: PartnerScope<"catalogue:write">,
  view: ModelView,
  id: string,
): Promise<Draft | null> {
  const before = await findStateBefore(scope, view, id);
  return before && compareFields(view.state, writeFields(view.model), writeFields(before));
}
