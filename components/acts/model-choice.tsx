import { field, fieldLabel } from "@/components/ui/field";
import { useTranslations } from "@/lib/i18n/intl";

type Props = {
  label: string;
  models: readonly { modelId: string; name: string }[];
  /** Id of the model that is chosen; empty for none. */
  chosen: string;
};

/** The choice of a device model, by name and id. */
export function ModelChoice({ label, models, chosen }: Props) {
  const t = useTranslations("addDevice");
  return (
    <label className="block min-w-0">
      <span className={fieldLabel}>{label}</span>
      <select name="model" required defaultValue={chosen} className={field}>
        <option value="">{t("chooseModel")}</option>
        {models.map(({ modelId, name }) => (
          <option key={modelId} value={modelId}>
            {name === modelId ? name : `${name} (${modelId})`}
          </option>
        ))}
      </select>
    </label>
  );
}
