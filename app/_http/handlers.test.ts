import { NextRequest } from "next/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestStage, type TestStage } from "@/tests/stage";
import { handleAccountForm, handleForm, handleStaffForm } from "./handlers";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

type Params = Record<string, never>;

const taken = async () => new Response("taken");
const foreign = { origin: "https://evil.example" };

it.each<
  [
    what: string,
    handler: ReturnType<typeof handleForm<Params>>,
    headers: Record<string, string>,
    status: number,
  ]
>([
  ["a form of another site", handleForm(taken), foreign, 403],
  ["a form of our own", handleForm(taken), {}, 200],
  ["an account’s form, signed out", handleAccountForm(taken), {}, 303],
  ["a form of staff, signed out", handleStaffForm(["admin"], taken), {}, 303],
  ["a form of staff, of another site", handleStaffForm(["admin"], taken), foreign, 403],
])("%s", async (_, handler, headers, status) => {
  let isRead = false;
  const pull = (controller: ReadableStreamDefaultController) => {
    isRead = true;
    controller.close();
  };
  const body = new ReadableStream({ pull }, { highWaterMark: 0 });
  const init = { method: "POST", headers, body, duplex: "half" } as const;
  const response = await handler(new NextRequest("http://localhost:3000/form", init), {
    params: Promise.resolve({}),
  });
  expect(response.status).toBe(status);
  expect(isRead, "only a form that somebody may send is read").toBe(status === 200);
});
