import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { setSettings } from "@/tests/stage";
import { ModelPicture } from "./model-picture";

setSettings({});

const render = (picture: string | null, lazy?: boolean) =>
  renderToStaticMarkup(
    createElement(ModelPicture, { device: { drawing: "printer", picture }, className: "size-12", lazy }),
  );

it("shows the partner's picture, which screen readers skip", () => {
  expect(render("a-hash")).toContain('src="/pictures/a-hash" alt="" width="96" height="96"');
  expect(render("a-hash")).not.toMatch(/<svg|loading/);
  expect(render("a-hash", true)).toContain('loading="lazy"');
});

it("shows the drawing of a model without a picture", () => {
  expect(render(null)).toContain('href="/devices.svg#printer"');
  expect(render(null)).not.toContain("<img");
});
