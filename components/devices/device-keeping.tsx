import { useTranslations } from "next-intl";
import { button, textLink } from "@/components/ui/button";
import type { NameProblem } from "@/lib/names/types";

type Props = {
  device: { id: string; name: string };
  /** A name that was refused, as it was typed, and why. */
  refused: { name: string; problem: NameProblem } | null;
};

/** Folded away at a device's end: its name, and the way to remove it. */
export function DeviceKeeping({ device, refused }: Props) {
  const t = useTranslations();
  return (
    <details id="keeping" open={refused !== null}>
      <summary className="ml-5 w-fit list-outside py-3 text-accent underline decoration-1 underline-offset-4">
        {t("renameDevice.section")}
      </summary>
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
          <span className="mb-1 block text-meta text-muted">{t("renameDevice.label")}</span>
          <input
            name="name"
            required
            dir="auto"
            autoComplete="off"
            defaultValue={refused?.name ?? device.name}
            aria-invalid={refused ? true : undefined}
            aria-describedby={refused ? "name-problem name-hint" : "name-hint"}
            className="min-h-12 w-full rounded-control border border-control bg-surface px-3 text-body"
          />
        </label>
        <button type="submit" className={button.primary}>
          {t("renameDevice.submit")}
        </button>
        <p id="name-hint" className="w-full max-w-words text-meta text-muted">
          {t("renameDevice.hint")}
        </p>
      </form>
      <a href={`/devices/${device.id}/remove`} className={`${textLink} inline-flex min-h-12 items-center`}>
        {t("removeDevice.link")}
      </a>
    </details>
  );
}
