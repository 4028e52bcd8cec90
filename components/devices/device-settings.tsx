import { button, loneLink } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { field, fieldLabel } from "@/components/ui/field";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

type Props = {
  deviceId: string;
  /** The device's name, or the rejected input. */
  name: string;
  /** Error message for the rejected name. */
  problem: string | undefined;
};

/** The collapsed section at the end of a device's page, to rename or remove the device. */
export function DeviceSettings({ deviceId, name, problem }: Props) {
  const t = useTranslations();
  return (
    <Disclosure id="keeping" open={problem !== undefined} summary={t("renameDevice.section")}>
      <form method="post" action={routes.nameDevice({ deviceId })} className="rename">
        {problem ? (
          <p id="name-problem" role="alert" className="text-danger">
            {problem}
          </p>
        ) : null}
        <label>
          <span className={fieldLabel}>{t("renameDevice.label")}</span>
          <input
            // A link to this id opens the collapsed section.
            id="name"
            name="name"
            required
            dir="auto"
            autoComplete="off"
            defaultValue={name}
            aria-describedby={problem ? "name-problem name-hint" : "name-hint"}
            {...(problem && { "aria-invalid": true })}
            className={field}
          />
        </label>
        <button type="submit" className={button.primary}>
          {t("renameDevice.submit")}
        </button>
        <p id="name-hint">{t("renameDevice.hint")}</p>
      </form>
      <a href={routes.askRemoval({ deviceId })} className={loneLink}>
        {t("removeDevice.link")}
      </a>
    </Disclosure>
  );
}
