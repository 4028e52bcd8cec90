import { z } from "@hono/zod-openapi";
import {
  CustomerContent,
  deleteByNumber,
  ExternalId,
  exportByNumber,
  findByNumber,
  hideId,
  listByNumber,
  PartnerCustomer,
  patchCustomer,
  putCustomer,
  type WrittenCustomer,
} from "@/lib/customers";
import { refuse } from "@/lib/result";
import { type Api, addOperation, answerWith } from "./api";
import { Next, PageQuery, readPage } from "./pages";

const tag = "Customers";
const path = "/customers/{externalId}";
const params = z.strictObject({ externalId: ExternalId });

/** A customer after a write, with what may surprise. */
const Written = PartnerCustomer.extend({
  warnings: z.array(z.enum(["address-shared"])).meta({
    description:
      "`address-shared`: another customer or your staff have the address, so nobody can sign in with a code sent to it.",
  }),
}).meta({ id: "WrittenCustomer" });

const describe = ({ customer, sharesAddress, isNew }: WrittenCustomer) => ({
  status: isNew ? (201 as const) : (200 as const),
  body: { ...customer, warnings: sharesAddress ? ["address-shared"] : [] },
});

/**
 * Adds the operations on customers.
 * @param matchEmail whether the partner's systems verify addresses
 */
export function addCustomers(api: Api, matchEmail: boolean): void {
  addOperation(
    api,
    {
      method: "get",
      path: "/customers",
      id: "listCustomers",
      tag,
      summary: "List customers",
      description: "By number. Customers without one, who signed up themselves, are not in it.",
      permission: "customers:read",
      query: PageQuery,
      answers: {
        200: {
          description: "A page of customers.",
          schema: z.strictObject({ customers: z.array(PartnerCustomer), next: Next }),
        },
      },
    },
    async ({ scope, query }) => {
      const page = await readPage(
        query,
        (place) => listByNumber(scope, place),
        ({ externalId }) => externalId,
      );
      return answerWith(page, ({ rows: customers, next }) => ({ status: 200, body: { customers, next } }));
    },
  );
  addOperation(
    api,
    {
      method: "put",
      path,
      id: "putCustomer",
      tag,
      summary: "Create or replace a customer",
      description:
        "Replaces what your systems wrote: a field that you leave out is emptied. What the customer wrote stays, and so does what your identity provider filled in, unless you give a value. A new number goes to the customer without one who has one of the `otherIds`.",
      permission: "customers:write",
      params,
      body: CustomerContent,
      answers: {
        200: { description: "The customer, changed or as it was.", schema: Written },
        201: { description: "The new customer.", schema: Written },
      },
      problems: ["customer-left", "external-id-taken"],
    },
    async ({ scope, params: { externalId }, body }) =>
      answerWith(await putCustomer(scope, externalId, body, { matchEmail }), describe),
  );
  addOperation(
    api,
    {
      method: "get",
      path,
      id: "getCustomer",
      tag,
      summary: "Read a customer",
      permission: "customers:read",
      params,
      answers: { 200: { description: "The customer.", schema: PartnerCustomer } },
      problems: ["not-found"],
    },
    async ({ scope, params: { externalId } }) => {
      const found = await findByNumber(scope, externalId);
      return found ? { status: 200, body: hideId(found) } : refuse("not-found");
    },
  );
  addOperation(
    api,
    {
      method: "patch",
      path,
      id: "patchCustomer",
      tag,
      summary: "Change fields of a customer",
      description:
        "A field that you leave out stays as it is; null empties it. What the customer wrote stays, and null does not empty what your identity provider filled in.",
      permission: "customers:write",
      params,
      body: CustomerContent,
      answers: { 200: { description: "The customer.", schema: Written } },
      problems: ["not-found", "external-id-taken"],
    },
    async ({ scope, params: { externalId }, body }) =>
      answerWith(await patchCustomer(scope, externalId, body), describe),
  );
  addOperation(
    api,
    {
      method: "get",
      path: `${path}/export`,
      id: "exportCustomer",
      tag,
      summary: "Export a customer's data",
      description:
        "Everything stored about them: the file that they can download themselves. New fields may be added.",
      permission: "customers:export",
      params,
      answers: { 200: { description: "The data.", schema: z.looseObject({}) } },
      problems: ["not-found"],
    },
    async ({ scope, params: { externalId } }) =>
      answerWith(await exportByNumber(scope, externalId), (data) => ({ status: 200, body: data })),
  );
  addOperation(
    api,
    {
      method: "delete",
      path,
      id: "deleteCustomer",
      tag,
      summary: "Delete a customer",
      description: "Deletes all their data, as when they delete their account. You may create them again.",
      permission: "customers:write",
      params,
      answers: { 204: { description: "There is no such customer any more." } },
    },
    async ({ scope, params: { externalId } }) =>
      answerWith(await deleteByNumber(scope, externalId), () => ({ status: 204 })),
  );
}
