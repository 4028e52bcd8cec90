import type { Stage, Viewer } from "./stage";

/** The expected response. Canaries have the stage's names; "own" means the viewer's. */
export type Answer =
  | { kind: "shown"; must: string[]; may: string[] }
  | { kind: "to"; place: string | RegExp; may: string[] }
  | { kind: "sign-in" }
  | { kind: "status"; status: number };

export type Answers = Record<Viewer, Answer>;

type OnStage<T> = T | ((stage: Stage) => T);

/** A URL of the portal, with the expected response and changes for each viewer. */
export type Access = {
  route: string;
  method: "GET" | "POST";
  address: OnStage<string>;
  form: OnStage<Record<string, string>>;
  answers: OnStage<Answers>;
  /** The tables that a viewer's request changes. Other viewers' requests change nothing. */
  changes: Partial<Record<Viewer, string[]>>;
  /** The handler also answers prefetches: it has no side effects. */
  answersAhead?: boolean;
  /** The handler is for machines, so it accepts any origin. */
  takesAnyOrigin?: boolean;
  /** The handler asks for a key before it looks at anything else. */
  asksForKey?: boolean;
};

export const resolveOnStage = <T extends string | object>(value: OnStage<T>, stage: Stage): T =>
  typeof value === "function" ? value(stage) : value;

type More = Partial<Pick<Access, "changes" | "answersAhead" | "takesAnyOrigin" | "asksForKey">>;

/** @param address null where the route is the address */
export const get = (
  route: string,
  address: Access["address"] | null,
  answers: Access["answers"],
  more: More = {},
): Access => ({ route, method: "GET", address: address ?? route, form: {}, answers, changes: {}, ...more });

/** @param address null where the route is the address */
export const post = (
  route: string,
  address: Access["address"] | null,
  form: Access["form"],
  answers: Access["answers"],
  more: More = {},
): Access => ({ route, method: "POST", address: address ?? route, form, answers, changes: {}, ...more });

/** @param may canaries that the page may contain besides `must` */
export const show = (must: string[] = [], may: string[] = []): Answer => ({ kind: "shown", must, may });
/** @param may canaries that the target URL may contain */
export const redirectTo = (place: string | RegExp, may: string[] = []): Answer => ({
  kind: "to",
  place,
  may,
});
export const signIn: Answer = { kind: "sign-in" };
export const answerStatus = (code: number): Answer => ({ kind: "status", status: code });
export const notFound = answerStatus(404);

export const answerEveryone = (answer: Answer): Answers => ({
  nobody: answer,
  customer: answer,
  other: answer,
  support: answer,
  admin: answer,
});

/** Responses of customer routes. Staff are redirected to their own pages. */
export const answerCustomers = (
  customer: Answer,
  other = customer,
  staff = redirectTo("/support"),
): Answers => ({
  nobody: signIn,
  customer,
  other,
  support: staff,
  admin: staff,
});

/** Responses of staff routes, which do not exist for customers. */
export const answerStaff = (support: Answer, admin = support): Answers => ({
  nobody: signIn,
  customer: notFound,
  other: notFound,
  support,
  admin,
});

export const answerAdmins = (admin: Answer) => answerStaff(notFound, admin);
