import type { InputHTMLAttributes } from "react";
import { field, fieldLabel } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import type { FormState } from "./fields";

type Props = {
  form: FormState;
  name: string;
  label: string;
  hint?: string;
  /** Id of a hint that stands elsewhere. */
  describedBy?: string;
} & Pick<
  InputHTMLAttributes<HTMLInputElement>,
  "maxLength" | "lang" | "inputMode" | "readOnly" | "list" | "required" | "spellCheck" | "type"
>;

/** A field with its label, its hint and what is wrong with it. */
export function TextField({ form, name, label, hint, describedBy, ...input }: Props) {
  const problem = form.problems[name];
  const described = [problem && `${name}-problem`, hint && `${name}-hint`, describedBy].filter(Boolean);
  return (
    <div className="min-w-0">
      <label htmlFor={name} className={fieldLabel} lang={input.lang}>
        {label}
      </label>
      <input
        id={name}
        name={name}
        defaultValue={form.fields[name] ?? ""}
        dir="auto"
        autoComplete="off"
        aria-invalid={problem ? true : undefined}
        aria-describedby={described.length > 0 ? described.join(" ") : undefined}
        {...input}
        className={`${field} read-only:bg-sunken read-only:text-muted`}
      />
      {problem && <Problem id={`${name}-problem`}>{problem}</Problem>}
      {hint && (
        <p id={`${name}-hint`} className="mt-1 text-meta text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
