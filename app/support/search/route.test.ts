import { afterAll, beforeAll, expect, it } from "vitest";
import { getSessionCookieName } from "@/lib/http";
import { createRequest, createTestStage, type TestStage } from "@/tests/stage";
import { POST } from "./route";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage({ NEXTAUTH_URL: "http://localhost:3000/devices-portal" });
});
afterAll(() => portal.stop());

it("gives a script the whole address of the results, since Next's router would add the portal's path to a path", async () => {
  const cookies = { [getSessionCookieName()]: await portal.signIn(await portal.addStaff()) };
  const request = createRequest("/support/search", cookies, {
    method: "POST",
    headers: { accept: "text/plain" },
    body: new URLSearchParams({ q: "Paula" }),
  });
  const answer = await POST(request, { params: Promise.resolve({}) });
  expect(await answer.text()).toMatch(
    /^http:\/\/localhost:3000\/devices-portal\/support\?q=sealed\.[\w.-]+$/,
  );
});
