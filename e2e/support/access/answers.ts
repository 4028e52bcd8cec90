import type { Stage, Viewer } from "./stage";

/** What somebody gets. Canaries are named as on the stage; "own" stands for the viewer. */
export type Answer =
  | { kind: "shown"; must: string[]; may: string[] }
  | { kind: "to"; place: string | RegExp; may: string[] }
  | { kind: "sign-in" }
  | { kind: "status"; status: number };

export type Answers = Record<Viewer, Answer>;

type OnStage<T> = T | ((stage: Stage) => T);

/** An address of the portal, and who may do what there. */
export type Access = {
  route: string;
  method: "GET" | "POST";
  address: OnStage<string>;
  form: OnStage<Record<string, string>>;
  answers: OnStage<Answers>;
  /** In which tables something changes when a viewer asks; for everybody else nothing ever does. */
  changes: Partial<Record<Viewer, string[]>>;
  /** A handler that loads ahead may have: it has nothing to spend. */
  answersAhead?: boolean;
  /** A handler for machines, which come from anywhere. */
  takesAnyOrigin?: boolean;
};

export const resolveOnStage = <T extends string | object>(value: OnStage<T>, stage: Stage): T =>
  typeof value === "function" ? value(stage) : value;

type More = Partial<Pick<Access, "changes" | "answersAhead" | "takesAnyOrigin">>;

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

/** @param may what such a page may hold besides what it must */
export const show = (must: string[] = [], may: string[] = []): Answer => ({ kind: "shown", must, may });
/** @param may what the target's address may hold */
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

/** What customers have; from its pages staff are sent to their own. */
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

/** What staff have; for customers it does not exist. */
export const answerStaff = (support: Answer, admin = support): Answers => ({
  nobody: signIn,
  customer: notFound,
  other: notFound,
  support,
  admin,
});

export const answerAdmins = (admin: Answer) => answerStaff(notFound, admin);
