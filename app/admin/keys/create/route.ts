import { readField } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { loadTranslator } from "@/app/_http/request";
import { respondProblem, respondSecret, seeOther } from "@/app/_http/responses";
import { createKey, KeyForm } from "@/lib/api-keys";
import { purposes } from "@/lib/api-keys/types";
import { nameInAddress } from "@/lib/errors";
import { logSecurity } from "@/lib/observability";
import { parseInput } from "@/lib/result";
import { routes } from "@/lib/routes";
import { readId } from "@/lib/scope";

/** Makes a key and shows it, in the answer itself: it stands in no address, cookie or cache. */
export const POST = handleStaffForm(["admin"], async (request, viewer, form) => {
  const [purpose, name, days] = ["purpose", "name", "days"].map((field) =>
    readField(form, field).slice(0, 300),
  );
  const id = readId(readField(form, "id"));
  const given = parseInput(KeyForm, { purpose, name, days });
  if (!given.ok || !id) {
    const problem = given.ok ? null : nameInAddress(given.problems[0].code);
    return seeOther(routes.newKey({ purpose, name, days, problem }));
  }
  const key = {
    id,
    name: given.value.name,
    scopes: [...purposes[given.value.purpose]],
    days: given.value.days,
  };
  const created = await createKey(viewer, key);
  if (!created.ok) {
    const [{ code, reference }] = created.problems;
    if (code === "key-exists") return seeOther(routes.keys({ done: "exists" }));
    return respondProblem(request, code, reference);
  }
  logSecurity("key.created", { keyId: id, staffId: viewer.id });
  const { t, language } = await loadTranslator(request);
  return respondSecret({
    language,
    // Isolated, because the name may be written from right to left.
    title: t("keys.made.title", { name: `\u2068${key.name}\u2069` }),
    text: t("keys.made.text"),
    secret: {
      label: t("keys.made.label"),
      value: created.value.text,
      copy: t("keys.made.copy"),
      copied: t("keys.made.copied"),
    },
    link: { href: routes.keys(), label: t("keys.made.link") },
  });
});
