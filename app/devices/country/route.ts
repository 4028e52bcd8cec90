import { handleForm, seeOther } from "@/app/_http/answer";
import { readViewer } from "@/app/_http/viewer-of";
import { signInFor } from "@/lib/auth";
import { setCountry } from "@/lib/customers";

/** Keeps the answer to "Which country is your Amazon account in?" and goes back to the page that asked. */
export const POST = handleForm(async (request, form) => {
  const viewer = await readViewer(request);
  if (!viewer) return seeOther(signInFor("/devices"));
  const device = String(form.get("device") ?? "");
  const saved = await setCountry(viewer, String(form.get("country") ?? ""));
  if (form.get("page") === "account") return seeOther(`/account?${saved ? "done=country" : "country=wrong"}`);
  const page = /^[0-9a-f-]{36}$/i.test(device) ? `/devices/${device}` : "/devices";
  return seeOther(saved ? page : `${page}?country=wrong`);
});
