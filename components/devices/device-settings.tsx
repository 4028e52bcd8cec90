import { useTranslations } from "next-intl";
import { button, loneLink } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { field, fieldLabel } from "@/components/ui/field";
import type { NameProblem } from "@/lib/names/types";

type Props = {
  device: { id: string; name: string };
  /** A name that was refused, as it was typed, and why. */
  refused: { name: string; problem: NameProblem } | null;
};

/** Folded away at a device's end: its name, and the way to remove it. */
export function DeviceSettings({ device, refused }: Props) {
  const t = useTranslations();
  return (
    <Disclosure id="keeping" open={refused !== null} summary={t("renameDevice.section")}>
      <form
        method="post"
        action={`/devices/${device.id}/name`}
        className="mt-2 flex flex-wrap items-end gap-x-3 gap-y-2"
      >
        {refused && (
          <p id="name-problem" role="alert" className="w-full max-w-words text-danger">
            {t(`renameDevice.${refused.problem}`)}
          </p>
        )}
        <label className="block min-w-0 grow sm:max-w-96">
          <span className={fieldLabel}>{t("renameDevice.label")}</span>
          <input
            // A link to what is inside opens the fold.
            id="name"
            name="name"
            required
            dir="auto"
            autoComplete="off"
            defaultValue={refused?.name ?? device.name}
            aria-invalid={refused ? true : undefined}
            aria-describedby={refused ? "name-problem name-hint" : "name-hint"}
            className={field}
          />
        </label>
        <button type="submit" className={button.primary}>
          {t("renameDevice.submit")}
        </button>
        <p id="name-hint" className="w-full max-w-words text-meta text-muted">
          {t("renameDevice.hint")}
        </p>
      </form>
      <a href={`/devices/${device.id}/remove`} className={loneLink}>
        {t("removeDevice.link")}
      </a>
    </Disclosure>
  );
}
