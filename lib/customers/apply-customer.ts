import { randomUUID } from "node:crypto";
import type { ProfileField } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { CustomerContent } from "./partner-schemas";
import {
  type CustomerRow,
  type CustomerState,
  foldAddress,
  type WorkingCustomer,
  writeOtherId,
} from "./partner-state";
import type { OtherId } from "./types";

/**
 * How content meets what is there. `replace` empties what it leaves out, `patch` leaves that as it is; `merge` does,
 * too, and keeps the numbers of other sources than those given.
 */
export type WriteMode = "replace" | "patch" | "merge";

/** What a row did; `fields` are those that changed. */
export type AppliedCustomer = {
  customer: WorkingCustomer;
  isNew: boolean;
  isChanged: boolean;
  fields: string[];
};

type Settings = { mode: WriteMode; matchEmail: boolean };
type Refusal = "customer-left" | "external-id-taken" | "not-found";

const profileFields = ["name", "email", "country", "language"] as const satisfies ProfileField[];

/** Makes of the customers what a row says. A refusal changes nothing. */
export function applyCustomer(
  state: CustomerState,
  { externalId, content }: CustomerRow,
  { mode, matchEmail }: Settings,
): Result<AppliedCustomer, Refusal> {
  const known = state.byNumber.get(externalId);
  if (!known && mode === "patch") return refuse("not-found");
  const signedUp = known ? undefined : findSignedUp(state, content, matchEmail);
  if (!known && !signedUp && state.left.has(externalId)) return refuse("customer-left");
  const before = known ?? signedUp ?? createEmpty(externalId);

  const otherIds = mergeIds(before, content, mode);
  const taken = otherIds.find((id) => (state.holders.get(writeOtherId(id)) ?? before.id) !== before.id);
  if (taken) {
    const field = `otherIds.${content.otherIds?.indexOf(taken)}.externalId`;
    return refuse("external-id-taken", { field });
  }
  const ids = compareIds(before.otherIds, otherIds);
  const { fields, after } = mergeProfile(before, content, mode === "replace");
  const changed = [...fields, ...(ids.length > 0 ? ["otherIds"] : [])];
  const isNew = !known && !signedUp;
  const isChanged = !known || changed.length > 0;
  const customer: WorkingCustomer = {
    ...after,
    externalId,
    otherIds: [...otherIds].sort(byId),
    state: before.state === "new" || isNew ? "new" : isChanged ? "changed" : before.state,
  };
  keep(state, before, customer);
  return succeed({ customer, isNew, isChanged, fields: changed });
}

/** Whether somebody else has the customer's address, too: then no code signs anyone in with it. */
export const sharesAddress = (state: CustomerState, { id, email }: WorkingCustomer): boolean =>
  email !== null && [...(state.addresses.get(foldAddress(email)) ?? [])].some((other) => other !== id);

/** Puts what became of a customer in the place of what was known. */
function keep(state: CustomerState, before: WorkingCustomer, after: WorkingCustomer): void {
  state.byNumber.set(after.externalId, after);
  state.unnumbered.delete(after.id);
  for (const id of before.otherIds) state.holders.delete(writeOtherId(id));
  for (const id of after.otherIds) state.holders.set(writeOtherId(id), after.id);
  if (before.email) state.addresses.get(foldAddress(before.email))?.delete(before.id);
  if (!after.email) return;
  const address = foldAddress(after.email);
  state.addresses.set(address, (state.addresses.get(address) ?? new Set()).add(after.id));
}

/** Finds the customer without a number who a new one is meant for: by another number, or by the address. */
function findSignedUp(
  { holders, unnumbered, addresses }: CustomerState,
  { otherIds = [], email }: CustomerContent,
  matchEmail: boolean,
): WorkingCustomer | undefined {
  const owners = new Set(otherIds.flatMap((id) => holders.get(writeOtherId(id)) ?? []));
  // With a second one, or staff, no code signs anyone in.
  const found =
    owners.size === 0 && matchEmail && email
      ? (addresses.get(foldAddress(email)) ?? new Set<string>())
      : owners;
  const [id, ...others] = found;
  return id === undefined || others.length > 0 ? undefined : unnumbered.get(id);
}

const createEmpty = (externalId: string): WorkingCustomer => ({
  id: randomUUID(),
  externalId,
  ...{ name: null, email: null, country: null, language: null, otherIds: [], writtenBy: {} },
  createdAt: new Date().toISOString(),
  ...{ state: "new", stored: [] },
});

/** Numbers at the identity provider may come from a sign-in: no replacement without numbers empties them. */
function mergeIds(
  { otherIds }: WorkingCustomer,
  content: CustomerContent,
  mode: WriteMode,
): readonly OtherId[] {
  const given = content.otherIds;
  if (mode === "merge") {
    const sources = new Set(given?.map(({ source }) => source));
    return [...otherIds.filter(({ source }) => !sources.has(source)), ...(given ?? [])];
  }
  return given ?? (mode === "patch" ? otherIds : otherIds.filter(({ source }) => source === "identity"));
}

/** Applies a content to a profile. @returns the fields whose value or writer changed, and the profile after */
function mergeProfile(before: WorkingCustomer, content: CustomerContent, replaces: boolean) {
  const after = { ...before, writtenBy: { ...before.writtenBy } };
  const fields: string[] = profileFields.filter((field) => {
    const writer = before.writtenBy[field];
    const given = content[field] ?? null;
    const isLeftOut = content[field] === undefined && !(replaces && writer === "partner");
    const isSame = given === before[field] && (given === null || writer === "partner");
    // Many systems write null for what they do not know.
    const isUnknown = writer === "provider" && given === null;
    if (writer === "customer" || isLeftOut || isSame || isUnknown) return false;
    after[field] = given;
    after.writtenBy[field] = "partner";
    return true;
  });
  return { fields, after };
}

const byId = (one: OtherId, other: OtherId) => (writeOtherId(one) < writeOtherId(other) ? -1 : 1);

/** Lists the numbers that only one of the lists has. */
function compareIds(before: readonly OtherId[], after: readonly OtherId[]): OtherId[] {
  const [old, now] = [before, after].map((ids) => new Set(ids.map(writeOtherId))) as [
    Set<string>,
    Set<string>,
  ];
  return [
    ...before.filter((id) => !now.has(writeOtherId(id))),
    ...after.filter((id) => !old.has(writeOtherId(id))),
  ];
}
