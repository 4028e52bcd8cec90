import { AsyncLocalStorage } from "node:async_hooks";
import { randomInt } from "node:crypto";

/**
 * The request that the current code works for. `route` is the pattern, so that it carries no ids; `network` reads
 * the client's, as AUDIT_ADDRESS says.
 */
export type RequestContext = { id: string; method: string; route: string; network: () => string | null };

// On globalThis, because the server's entry and Next's bundle each have a copy of this module.
const shared = globalThis as { larderRequests?: AsyncLocalStorage<RequestContext> };
shared.larderRequests ??= new AsyncLocalStorage();
const requests = shared.larderRequests;

/** Runs `work`, and everything it starts, for a request. */
export const runForRequest = <T>(context: RequestContext, work: () => T): T => requests.run(context, work);

/** Runs `work` for no request: what goes wrong later on a shared connection is not the fault of the first. */
export const runOutsideRequests = <T>(work: () => T): T => requests.exit(work);

/** Returns the request that the current code works for, if any. */
export const getRequest = (): RequestContext | undefined => requests.getStore();

/** Without look-alikes: people read references out on the phone. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

const drawLetters = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join("");

/** Creates a reference, such as 7K3M-9QXT-2BFR. */
export const newReference = (): string => `${drawLetters()}-${drawLetters()}-${drawLetters()}`;

/** Returns the reference that finds the current event in the log: the request's id, or a new one outside requests. */
export const getReference = (): string => getRequest()?.id ?? newReference();

/** Whether a text has the form of a reference: ours, or a proxy's UUID or hexadecimal number. */
export const isReference = (text: string): boolean =>
  /^([2-9A-Z]{4}(-[2-9A-Z]{4}){2}|[\da-f]{8,64}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/i.test(text);
