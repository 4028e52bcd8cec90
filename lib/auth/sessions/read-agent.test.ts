import { expect, it } from "vitest";
import { readAgent } from "./read-agent";

const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
const android =
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";
const ipad =
  "Mozilla/5.0 (iPad; CPU OS 15_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.1 Mobile/15E148 Safari/604.1";
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0";
const edge =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0";

it.each([
  [iphone, { device: "phone", browser: "Safari" }],
  [android, { device: "phone", browser: "Chrome" }],
  [ipad, { device: "tablet", browser: "Safari" }],
  [firefox, { device: "computer", browser: "Firefox" }],
  [edge, { device: "computer", browser: "Microsoft Edge" }],
  ["curl/8.5.0", { device: null, browser: null }],
  ["<script>alert(1)</script>/1.0", { device: null, browser: null }],
  ["x".repeat(100_000), { device: null, browser: null }],
  ["", { device: null, browser: null }],
  [null, { device: null, browser: null }],
])("reads %.40s", (header, agent) => expect(readAgent(header)).toEqual(agent));
