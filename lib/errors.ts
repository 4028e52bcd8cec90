type Words = { status: number; words: string | null; address?: string };

/**
 * All problems. `status` is the HTTP status; `words` the key of the text in messages/ (a group with `title`
 * and `text` if a page shows it), null if only machines meet the problem; `address` the name in a redirect to a
 * form, if it differs from the code.
 */
export const problems = {
  // Requests.
  forbidden: { status: 403, words: "problems.forbidden" },
  "not-found": { status: 404, words: "problems.not-found" },
  prefetch: { status: 503, words: "problems.prefetch" },
  unavailable: { status: 503, words: "problems.unavailable" },
  /** The audit could not be written, so the action was not carried out. */
  unrecorded: { status: 503, words: "problems.unrecorded" },
  malformed: { status: 422, words: "problems.malformed" },
  limited: { status: 429, words: "addDevice.limited" },
  // Names of people and devices, and reasons.
  "name-empty": { status: 422, words: "name.empty", address: "empty" },
  "name-long": { status: 422, words: "name.long", address: "long" },
  "name-characters": { status: 422, words: "name.characters", address: "characters" },
  "reason-empty": { status: 422, words: "handOver.open.reason-empty" },
  "reason-long": { status: 422, words: "handOver.open.reason-long" },
  "reason-characters": { status: 422, words: "handOver.open.reason-characters" },
  // Sign-in and e-mail codes.
  "customer-unknown": { status: 403, words: "signIn.unknown", address: "unknown" },
  "email-malformed": { status: 422, words: "signIn.problem.address", address: "address" },
  "email-unchanged": { status: 409, words: "account.email.same", address: "same" },
  "email-taken": { status: 409, words: "account.email.taken", address: "taken" },
  "code-wrong": { status: 422, words: "code.wrong", address: "wrong" },
  "code-malformed": { status: 422, words: "code.malformed", address: "malformed" },
  "code-locked": { status: 422, words: "code.locked", address: "locked" },
  "code-over": { status: 422, words: "code.over", address: "over" },
  /** Machine-to-machine: not a valid logout token from the identity provider. */
  "token-refused": { status: 400, words: "problems.forbidden" },
  // Customers and their devices.
  "country-unknown": { status: 409, words: "country.question" },
  "country-malformed": { status: 422, words: "country.wrong", address: "wrong" },
  /** The same answer for a wrong claim code, an unknown unit and a unit that belongs to someone else. */
  "claim-refused": { status: 422, words: "addDevice.refused", address: "refused" },
  "undo-over": { status: 409, words: "removeDevice.over", address: "over" },
  // What administrators do for customers.
  "ticket-malformed": { status: 422, words: "acts.delete.wrong" },
  /** The customer has it no longer, or somebody changed it since the page was opened. */
  "device-gone": { status: 409, words: "acts.device.gone" },
  "owner-same": { status: 409, words: "acts.transfer.same" },
  "owner-gone": { status: 409, words: "acts.transfer.gone" },
  "model-same": { status: 409, words: "acts.model.same" },
  "device-exists": { status: 409, words: "acts.model.exists" },
  "units-none": { status: 422, words: "acts.revoke.none" },
  "units-many": { status: 422, words: "acts.revoke.many" },
  "units-long": { status: 422, words: "acts.revoke.long" },
  "units-malformed": { status: 422, words: "acts.revoke.malformed" },
  /** Somebody removed, added or moved one of the devices since the list was checked. */
  "units-changed": { status: 409, words: "acts.revoke.changed" },
  // Device models. Devices that were removed count: their launches name the model.
  "model-in-use": { status: 409, words: "model.in-use" },
  "model-made": { status: 409, words: "model.made" },
  "vendor-code-in-use": { status: 409, words: "model.vendor-code-in-use" },
  "slot-in-use": { status: 409, words: "model.slot-in-use" },
  /** Somebody else saved it since the form was opened. */
  "model-changed": { status: 409, words: "model.changed" },
  "model-exists": { status: 409, words: "model.exists" },
  "model-id-malformed": { status: 422, words: "model.id-malformed" },
  "model-name-malformed": { status: 422, words: "model.name-malformed" },
  /** More than the address of a page holds. */
  "draft-long": { status: 422, words: "problems.draft-long" },
  "picture-unknown": { status: 422, words: "picture.unknown" },
  "picture-type": { status: 422, words: "picture.type" },
  "picture-svg": { status: 422, words: "picture.svg" },
  "picture-heavy": { status: 422, words: "picture.heavy" },
  "picture-broken": { status: 422, words: "picture.broken" },
  "picture-large": { status: 422, words: "picture.large" },
  "picture-animated": { status: 422, words: "picture.animated" },
  // Imports of files.
  "file-missing": { status: 422, words: "imports.problem.missing" },
  "file-empty": { status: 422, words: "imports.faults.empty" },
  "file-large": { status: 413, words: "imports.problem.large" },
  /** The connection ended before all of it was there. */
  "file-broken": { status: 422, words: "imports.problem.broken" },
  /** Somebody else has dealt with it since the page was opened. */
  "import-changed": { status: 409, words: "imports.problem.changed" },
  // The support desk.
  "customer-gone": { status: 404, words: "desk.gone" },
  "customer-without-email": { status: 409, words: "handOver.mail.noAddress", address: "no-address" },
  "search-short": { status: 422, words: "search.short" },
  "search-long": { status: 422, words: "search.long" },
  "search-broad": { status: 422, words: "search.broad" },
  "staff-unknown": { status: 422, words: "audit.filter.oddStaff" },
  "event-unknown": { status: 422, words: "audit.filter.oddEvent" },
  "filter-customer-unknown": { status: 422, words: "audit.filter.oddCustomer" },
  "date-malformed": { status: 422, words: "audit.filter.oddDate" },
  "date-order": { status: 422, words: "audit.filter.oddOrder" },
  // The partner's systems.
  "scope-missing": { status: 403, words: null },
  "customer-left": { status: 409, words: null },
  "external-id-taken": { status: 409, words: null },
  "owner-unknown": { status: 422, words: null },
  "device-owned": { status: 409, words: null },
  "serial-conflict": { status: 409, words: null },
  "model-unknown": { status: 404, words: null },
  "code-exists": { status: 409, words: null },
  "changes-gone": { status: 410, words: null },
  "exit-unknown": { status: 422, words: null },
  "card-none": { status: 409, words: null },
  // Keys of the partner's systems.
  "purpose-unknown": { status: 422, words: "keys.new.oddPurpose" },
  /** The form was sent before, and its key was made and shown then. */
  "key-exists": { status: 409, words: "keys.exists" },
} as const satisfies Record<string, Words>;

/** A problem's code. */
export type ProblemCode = keyof typeof problems;

/** The code of a problem that has its own page. */
export type PageProblemCode = {
  [Code in ProblemCode]: (typeof problems)[Code]["words"] extends `problems.${string}` ? Code : never;
}[ProblemCode];

/** Returns the name of a problem in a redirect to a form. */
export const nameInAddress = (code: ProblemCode): string => (problems[code] as Words).address ?? code;

/** Reads a problem's name from an address; undefined for anything that is not in `codes`. */
export const readProblem = <Code extends ProblemCode>(
  named: string | null,
  codes: readonly Code[],
): Code | undefined => codes.find((code) => nameInAddress(code) === named);

/** A failure inside the product. Bad input is not an error: verbs return it as a result with problems. */
export class LarderError extends Error {
  constructor(
    readonly code:
      | "link-refused"
      | "sign-in-incomplete"
      | "mail-failed"
      | "mail-undeliverable"
      | "audit-failed"
      | "keys-unavailable",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "LarderError";
  }
}
