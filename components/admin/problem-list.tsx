import { textLink } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import { Notice } from "@/components/ui/notice";
import { useTranslations } from "@/lib/i18n/intl";
import type { FormState } from "./fields";
import { useFieldName } from "./use-field-name";

/** What stops the form from being saved, with a link to each field. */
export function ProblemList({ form: { fields, problems } }: { form: FormState }) {
  const t = useTranslations("models");
  const nameField = useFieldName();
  const names = Object.keys(problems);
  if (names.length === 0) return null;
  const describe = (name: string) => {
    const [first = "", key = "", ...inSlot] = name.split(".");
    if (first === "slots") return t("form.slots");
    if (first !== "slot") return nameField(readPath(name));
    const slot = isolate(fields[`slot.${key}.name`] || t("form.newSlot"));
    return t("change.inSlot", { slot, field: nameField(readPath(inSlot.join("."))) });
  };
  return (
    <Notice role="alert">
      <p>{t("wrong", { count: names.length })}</p>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <a href={`#${name}`} className={`${textLink} inline-flex min-h-10 items-center wrap-anywhere`}>
              {describe(name)}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Texts by language and addresses by country, as the model calls them. */
const records: Record<string, string> = { name: "names", noLevel: "noLevels", shop: "shopUrls" };

/** Reads the name of a field as a path in the model. */
function readPath(name: string): string[] {
  const [field = "", key] = name.split(".");
  if (field === "silent") return ["silentAfter"];
  if (field === "picture") return ["pictureHash"];
  return key === undefined ? [field] : [records[field] ?? field, key];
}
