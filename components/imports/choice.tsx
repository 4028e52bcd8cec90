import { field, fieldLabel } from "@/components/ui/field";

type Props = {
  name: string;
  label: string;
  chosen: string;
  /** The words of the empty choice. */
  auto: string;
  options: readonly (readonly [value: string, text: string])[];
};

/** A choice that may be left open. */
export const Choice = ({ name, label, chosen, auto, options }: Props) => (
  <div className="min-w-0">
    <label htmlFor={name} className={fieldLabel}>
      {label}
    </label>
    <select id={name} name={name} defaultValue={chosen} className={field}>
      <option value="">{auto}</option>
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  </div>
);
