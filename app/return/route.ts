import { answer, seeOther } from "@/app/_http/answer";
import { browserOf } from "@/app/_http/browser";
import { viewerOf } from "@/app/_http/viewer-of";
import { deskOf, signInFor } from "@/lib/auth";
import { returnLaunches } from "@/lib/launches";

/**
 * The exitUri: back from Dash. Parameters are not looked at: what Amazon appends is not documented, and nothing
 * in the address may decide anything.
 */
export const GET = answer(async (request) => {
  const viewer = await viewerOf(request);
  // Without the parameters: whatever Amazon appends must not travel on into our own addresses.
  if (!viewer) return seeOther(signInFor("/return"));
  if (viewer.kind === "staff") return seeOther(deskOf(viewer));
  const spent = await returnLaunches(viewer, browserOf(request));
  const latest = spent[0];
  if (!latest) return seeOther("/devices?back=none");
  const oneDevice = latest.deviceId !== null && spent.every(({ deviceId }) => deviceId === latest.deviceId);
  const page = oneDevice ? `/devices/${latest.deviceId}` : "/devices";
  return seeOther(`${page}?back=${latest.id}${oneDevice && latest.channel === "app" ? "&via=app" : ""}`);
});
