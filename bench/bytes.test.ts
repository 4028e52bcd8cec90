import { expect, it } from "vitest";
import { listScripts, listStyles } from "./bytes";

const html = `<!DOCTYPE html><html><head>
<link rel="stylesheet" href="/a.css?dpl=1&amp;x" data-precedence="next"/><link rel="stylesheet" href="/b.css"/>
<link rel="preload" as="script" fetchPriority="low" href="/1.js"/><link rel="preload" as="font" href="/f.woff2"/>
<link rel="icon" href="/i.png"/><script src="/2.js" async="" nonce="n"></script>
<script src="/old.js" noModule=""></script><script nonce="n">self.x = '/no.js'</script>
</head><body><script src="/1.js" id="_R_" async=""></script></body></html>`;

it("lists each script once, without those for old browsers", () => {
  expect(listScripts(html)).toEqual(["/2.js", "/1.js"]);
});

it("lists the style sheets", () => {
  expect(listStyles(html)).toEqual(["/a.css?dpl=1&amp;x", "/b.css"]);
});
