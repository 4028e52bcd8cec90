import { NextRequest } from "next/server";
import { expect, it } from "vitest";
import { readForm } from "./forms";

type Body = ConstructorParameters<typeof NextRequest>[1];
const post = (init: Body) => new NextRequest("http://localhost:3000/", { method: "POST", ...init });
const fieldsOf = async (init: Body) => [...(await readForm(post(init)))];
const many = (text: string) => text.repeat(300_000);

const multipart = new FormData();
multipart.append("name", "Küche");

it.each<[string, Body, [string, string][]]>([
  [
    "a form",
    { body: new URLSearchParams({ name: "Küche", code: "1" }) },
    [
      ["name", "Küche"],
      ["code", "1"],
    ],
  ],
  ["a form in parts", { body: multipart }, [["name", "Küche"]]],
  ["no body", {}, []],
  ["no form", { body: "{}", headers: { "content-type": "application/json" } }, []],
  ["no type", { body: Buffer.from("name=x") }, []],
  [
    "parts that break off",
    { body: "--x\r\n\r\nname", headers: { "content-type": "multipart/form-data; boundary=x" } },
    [],
  ],
  ["far more than any form of ours has", { body: new URLSearchParams({ name: many("x") }) }, []],
])("reads %s", async (_, init, fields) => expect(await fieldsOf(init)).toEqual(fields));

it("reads no further than it has to", async () => {
  let sent = 0;
  const body = new ReadableStream({
    pull: (controller) => {
      sent += 1;
      controller.enqueue(Buffer.alloc(16 * 1024, "a"));
    },
  });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  expect(await fieldsOf({ body, headers, duplex: "half" })).toEqual([]);
  expect(sent).toBeLessThan(30);
});
