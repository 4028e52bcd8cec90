import { button } from "@/components/ui/button";
import { oneField, oneFieldLabel } from "@/components/ui/field";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { ModelChoice } from "./model-choice";

type Props = {
  customerId: string;
  deviceId: string;
  models: readonly { modelId: string; name: string }[];
};

/** The form that corrects a device's model. */
export function ChooseModel({ customerId, deviceId, models }: Props) {
  const t = useTranslations("acts");
  return (
    <form method="post" action={routes.correctModel({ customerId, deviceId })} className={oneField}>
      <div className={oneFieldLabel}>
        <ModelChoice label={t("model.field")} models={models} chosen="" />
      </div>
      <button type="submit" className={button.primary}>
        {t("device.correct")}
      </button>
    </form>
  );
}
