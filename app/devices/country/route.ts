import { answer, isOwnForm, seeOther } from "@/app/_http/answer";
import { formOf } from "@/app/_http/form-of";
import { respondProblem } from "@/app/_http/small-page";
import { viewerOf } from "@/app/_http/viewer-of";
import { setCountry } from "@/lib/customers";

/** Keeps the answer to "Which country is your Amazon account in?" and goes back to the page that asked. */
export const POST = answer(async (request) => {
  if (!isOwnForm(request)) return respondProblem(request, "forbidden");
  const viewer = await viewerOf(request);
  if (!viewer) return seeOther("/sign-in?callbackUrl=%2Fdevices");
  const form = await formOf(request);
  const device = String(form.get("device") ?? "");
  const saved = await setCountry(viewer, String(form.get("country") ?? ""));
  if (form.get("page") === "account") return seeOther(`/account?${saved ? "done=country" : "country=wrong"}`);
  const page = /^[0-9a-f-]{36}$/i.test(device) ? `/devices/${device}` : "/devices";
  return seeOther(saved ? page : `${page}?country=wrong`);
});
