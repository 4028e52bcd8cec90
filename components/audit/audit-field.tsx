import type { ReactNode } from "react";
import { field, fieldLabel } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";

type Props = { name: string; label: string; value: string; problem?: string; hint?: string };

/** What an input and a select have in common. */
const common = ({ name, value, problem, hint }: Props) => ({
  id: name,
  name,
  defaultValue: value,
  "aria-invalid": problem ? (true as const) : undefined,
  "aria-describedby":
    [problem && `${name}-problem`, hint && `${name}-hint`].filter(Boolean).join(" ") || undefined,
  className: field,
});

function Field({ name, label, problem, hint, children }: Props & { children: ReactNode }) {
  return (
    <div>
      <label htmlFor={name} className={fieldLabel}>
        {label}
      </label>
      {children}
      {problem && <Problem id={`${name}-problem`}>{problem}</Problem>}
      {hint && (
        <p id={`${name}-hint`} className="mt-1 text-meta text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

/** A field of the filter to type into. */
export const AuditInput = ({ type, ...props }: Props & { type: "text" | "date" }) => (
  <Field {...props}>
    <input type={type} autoComplete="off" spellCheck={false} {...common(props)} />
  </Field>
);

type SelectProps = Props & { all: string; options: [value: string, words: string][] };

/** A field of the filter to choose from; `all` stands for no choice. */
export const AuditSelect = ({ all, options, ...props }: SelectProps) => (
  <Field {...props}>
    <select {...common(props)}>
      <option value="">{all}</option>
      {options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  </Field>
);
