import type { ReactNode } from "react";
import { button } from "@/components/ui/button";
import { field } from "@/components/ui/field";
import type { ClaimText, DeviceModel } from "@/lib/devices/types";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

type Props = {
  models: DeviceModel[];
  /** Values from a link or the last attempt. */
  filled: ClaimText;
  /** Error message for the last attempt. */
  problem: string | undefined;
};

// Keeps browsers from completing and correcting serial numbers and codes.
const printed = { required: true, maxLength: 100, autoComplete: "off", spellCheck: false } as const;

/** The form that adds a device by the three details printed on it. */
export function AddDeviceForm({ models, filled, problem }: Props) {
  const t = useTranslations("addDevice");
  const [only] = models.length === 1 ? models : [];
  const known = models.find(({ modelId }) => modelId === filled.modelId) ?? only;
  return (
    <form
      method="post"
      action={routes.claimDevice()}
      className="grid gap-6 rounded-tile bg-surface p-5 shadow-tile sm:p-6"
    >
      {problem && (
        <p id="problem" role="alert" className="max-w-words text-danger">
          {problem}
        </p>
      )}
      <Field name="model" label={t("model")} hint={t("modelHint")}>
        <select
          id="model"
          name="model"
          required
          defaultValue={known?.modelId ?? ""}
          aria-describedby="model-hint"
          className={field}
        >
          <option value="" disabled>
            {t("chooseModel")}
          </option>
          {models.map(({ modelId, name }) => (
            <option key={modelId} value={modelId}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <Field name="serial" label={t("serial")} hint={t("serialHint")}>
        <input
          {...printed}
          id="serial"
          name="serial"
          defaultValue={filled.serial}
          autoCapitalize="characters"
          aria-describedby="serial-hint"
          className={field}
        />
      </Field>
      <Field name="code" label={t("code")} hint={t("codeHint")}>
        <input
          {...printed}
          id="code"
          name="code"
          defaultValue={filled.code}
          autoCapitalize="characters"
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? "problem code-hint" : "code-hint"}
          className={field}
        />
      </Field>
      <button type="submit" className={`${button.primary} sm:justify-self-start`}>
        {t("submit")}
      </button>
    </form>
  );
}

type FieldProps = { name: string; label: string; hint: string; children: ReactNode };

function Field({ name, label, hint, children }: FieldProps) {
  return (
    <div>
      <label htmlFor={name} className="mb-1 block font-medium">
        {label}
      </label>
      {children}
      <p id={`${name}-hint`} className="mt-1 max-w-words text-meta text-muted">
        {hint}
      </p>
    </div>
  );
}
