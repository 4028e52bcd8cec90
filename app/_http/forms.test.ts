import { NextRequest } from "next/server";
import { expect, it } from "vitest";
import { readForm } from "./forms";

type Body = ConstructorParameters<typeof NextRequest>[1];
const post = (init: Body) => new NextRequest("http://localhost:3000/", { method: "POST", ...init });
const readFields = async (init: Body) => [...(await readForm(post(init)))];
const repeat = (text: string) => text.repeat(600_000);

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
  ["a multipart form", { body: multipart }, [["name", "Küche"]]],
  ["no body", {}, []],
  ["another content type", { body: "{}", headers: { "content-type": "application/json" } }, []],
  ["no content type", { body: Buffer.from("name=x") }, []],
  [
    "a truncated multipart form",
    { body: "--x\r\n\r\nname", headers: { "content-type": "multipart/form-data; boundary=x" } },
    [],
  ],
  ["an oversized form", { body: new URLSearchParams({ name: repeat("x") }) }, []],
])("reads %s", async (_, init, fields) => expect(await readFields(init)).toEqual(fields));

it("stops reading at the size limit", async () => {
  let sent = 0;
  const body = new ReadableStream({
    pull: (controller) => {
      sent += 1;
      controller.enqueue(Buffer.alloc(16 * 1024, "a"));
    },
  });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  expect(await readFields({ body, headers, duplex: "half" })).toEqual([]);
  expect(sent).toBeLessThan(50);
});
