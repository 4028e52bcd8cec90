import { expect, it } from "vitest";
import { explainFailure } from "./explain-failure";

const [slow, unreachable] = [/load.*locks/, /firewall/];

it.each([
  ["canceling statement due to statement timeout", "57014", /^The database refuses: /, slow],
  ["canceling statement due to lock timeout", "55P03", /^The database refuses: /, slow],
  ["Query read timeout", undefined, /^The database does not answer: /, slow],
  ["timeout expired", undefined, /^The database does not answer: /, unreachable],
  ["connect ETIMEDOUT 10.0.0.5:5432", "ETIMEDOUT", /^The database does not answer: /, unreachable],
])("%s: says what to do about it", (message, code, what, fix) => {
  const found = explainFailure(Object.assign(new Error(message), { code }));
  expect(found).toEqual({ what: expect.stringMatching(what), fix: expect.stringMatching(fix) });
});

it("explains a pool's timeout, not what ended the attempt", () => {
  const cause = new Error("Connection terminated unexpectedly");
  const error = new Error("Connection terminated due to connection timeout", { cause });
  expect(explainFailure(error)).toEqual({
    what: "The database does not answer: Connection terminated due to connection timeout.",
    fix: expect.stringMatching(unreachable),
  });
});
