// A portal below a path of its host. It has a file of its own, as the settings are read once.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { setSettings } from "@/tests/stage";
import { createFront } from "./front";

setSettings({ NEXTAUTH_URL: "http://localhost:3000/devices-portal" });
const server = createFront((request, response) => response.end(request.url), {
  isEnding: false,
  inProgress: 0,
});

beforeAll(async () => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => {
  vi.restoreAllMocks();
  server.closeAllConnections();
  server.close();
});

it.each([
  ["/api/health/live", 200, "/devices-portal/api/health/live"],
  ["/api/health/ready?once", 200, "/devices-portal/api/health/ready?once"],
  ["/devices-portal/api/health/version", 200, "/devices-portal/api/health/version"],
  // The doctor asks for it, and so finds a proxy that takes the path away.
  ["/api/health/version", 404, "All addresses of this portal start with /devices-portal.\n"],
  ["/devices", 404, "All addresses of this portal start with /devices-portal.\n"],
])("of what comes without the path, only health checks arrive: %s", async (path, status, body) => {
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  expect([answer.status, await answer.text()]).toEqual([status, body]);
});
