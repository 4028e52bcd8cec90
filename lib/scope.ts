import { z } from "zod";
import type { Customer, Staff, Viewer } from "./viewer";

declare const idBrand: unique symbol;
declare const scopeBrand: unique symbol;

/** A UUID that was checked where it entered. */
export type Id = string & { readonly [idBrand]: true };

/** One customer's data: the value that every query about a customer puts into its where clause. */
export type CustomerScope = { readonly customerId: Id; readonly [scopeBrand]: true };

/** Checks an id from an address, a form or a message. @returns it in small letters; null for anything but a UUID */
export function readId(text: string | null | undefined): Id | null {
  const id = z.guid().safeParse(text).data;
  return id ? (id.toLowerCase() as Id) : null;
}

const createScope = (customerId: Id) => ({ customerId }) as CustomerScope;

/** The viewer's own data. @returns null for a viewer who is no customer */
export function ownScope(viewer: Customer): CustomerScope;
export function ownScope(viewer: Viewer): CustomerScope | null;
export function ownScope(viewer: Viewer): CustomerScope | null {
  return viewer.kind === "customer" ? createScope(viewer.id as Id) : null;
}

/**
 * A customer's data, for those who work for the partner: staff, its systems and the portal itself.
 * @returns null for a malformed id, and for a viewer who is a customer: they have their own scope and no other
 */
export function scopeFor(viewer: Viewer, customerId: string): CustomerScope | null {
  const id = readId(customerId);
  return viewer.kind === "customer" || !id ? null : createScope(id);
}

/** Whether the viewer is a customer. */
export const isCustomer = (viewer: Viewer | null): viewer is Customer => viewer?.kind === "customer";

/** Whether the viewer is a member of staff. */
export const isStaff = (viewer: Viewer | null): viewer is Staff => viewer?.kind === "staff";

/** Whether the viewer is a member of staff with the role admin. */
export const isAdmin = (viewer: Viewer | null): viewer is Staff & { role: "admin" } =>
  isStaff(viewer) && viewer.role === "admin";
