import { AsyncLocalStorage } from "node:async_hooks";
import { LarderError, type ProblemCode } from "@/lib/errors";
import { getReference } from "@/lib/observability";
import type { Person } from "../sessions/sessions";
import type { Agent } from "../types";
import type { SignInReport } from "./report-sign-in";

/** State shared by the callbacks of one next-auth run. */
export type Attempt = {
  reference: string;
  oldToken: string | null;
  /** Whether the provider was told to ask the person. */
  isPrompted: boolean;
  agent: Agent;
  network: string | null;
  person: Person | null;
  idToken: string | null;
  providerSession: string | null;
  authenticatedAt: Date;
  claims: SignInReport | null;
  /** Why the portal did not take the person. */
  refusal: ProblemCode | null;
  /** What went wrong first. */
  failure: { what: string; cause: unknown } | null;
  /** The person no longer waits. */
  isOver: boolean;
};

type Given = Pick<Attempt, "oldToken" | "isPrompted" | "agent" | "network">;

export const createAttempt = (given: Given): Attempt => ({
  reference: getReference(),
  person: null,
  idToken: null,
  providerSession: null,
  authenticatedAt: new Date(0),
  claims: null,
  refusal: null,
  failure: null,
  isOver: false,
  ...given,
});

/** Holds the current attempt. A closure cannot, because next-auth keeps its logger in a module variable. */
export const attempts = new AsyncLocalStorage<Attempt>();

/** Returns the attempt that the current code works for. */
export function readAttempt(): Attempt {
  const current = attempts.getStore();
  if (!current) throw new LarderError("sign-in-incomplete", "next-auth was called outside of runNextAuth");
  return current;
}
