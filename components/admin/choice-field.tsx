import { field, fieldLabel } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import type { FormState } from "./fields";

type Props = {
  form: FormState;
  name: string;
  label: string;
  options: readonly { value: string; text: string }[];
  /** What is chosen while the field is empty. */
  initial: string;
};

/** A choice with its label. */
export function ChoiceField({ form, name, label, options, initial }: Props) {
  const problem = form.problems[name];
  return (
    <div className="min-w-0">
      <label htmlFor={name} className={fieldLabel}>
        {label}
      </label>
      <select
        id={name}
        name={name}
        defaultValue={form.fields[name] || initial}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${name}-problem` : undefined}
        className={field}
      >
        {options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      {problem && <Problem id={`${name}-problem`}>{problem}</Problem>}
    </div>
  );
}
