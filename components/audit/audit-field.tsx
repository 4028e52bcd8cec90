import type { ReactNode } from "react";
import { field, fieldLabel } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";

type Props = { name: string; label: string; value: string; problem?: string; hint?: string };

/** Builds the props that an input and a select share. */
const buildControlProps = ({ name, value, problem, hint }: Props) => ({
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

/** A text or date field of the filter. */
export const AuditInput = ({ type, ...props }: Props & { type: "text" | "date" }) => (
  <Field {...props}>
    <input type={type} autoComplete="off" spellCheck={false} {...buildControlProps(props)} />
  </Field>
);

type SelectProps = Props & { all: string; options: [value: string, words: string][] };

/** A select of the filter; `all` labels the empty choice. */
export const AuditSelect = ({ all, options, ...props }: SelectProps) => (
  <Field {...props}>
    <select {...buildControlProps(props)}>
      <option value="">{all}</option>
      {options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  </Field>
);
