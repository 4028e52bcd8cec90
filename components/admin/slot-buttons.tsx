import { button } from "@/components/ui/button";
import { useTranslations } from "@/lib/i18n/intl";

type Props = { slotKey: string; isFirst: boolean; isLast: boolean; isLocked: boolean };

/** The buttons that move or remove a slot. */
export function SlotButtons({ slotKey, isFirst, isLast, isLocked }: Props) {
  const t = useTranslations("models.form");
  const offered = [
    ...(isFirst ? [] : (["up"] as const)),
    ...(isLast ? [] : (["down"] as const)),
    ...(isLocked ? [] : (["remove"] as const)),
  ];
  return (
    <div className="flex flex-wrap gap-2">
      {offered.map((what) => (
        <button
          key={what}
          id={`${what}-${slotKey}`}
          type="submit"
          name="do"
          value={`${what}:${slotKey}`}
          formNoValidate
          aria-labelledby={`${what}-${slotKey} slot.${slotKey}.title`}
          className={`${button.secondary} px-3 text-desk`}
        >
          {t(what)}
        </button>
      ))}
    </div>
  );
}
