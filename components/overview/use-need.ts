import { isolate } from "@/components/ui/isolate";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import type { Need } from "@/lib/overview/types";
import { routes } from "@/lib/routes";
import { useCut } from "./use-cut";

/** A need as the page shows it. */
type Shown = {
  sentence: string;
  level: "broken" | "wrong" | "waiting";
  /** Where it is dealt with. */
  href: string;
  /** The name of the link there. */
  action: string;
};

const levels: Record<Need["kind"], Shown["level"]> = {
  "import-stopped": "broken",
  "import-failed": "broken",
  "models-unknown": "wrong",
  "rows-refused": "wrong",
  "other-rows-refused": "wrong",
  "import-waiting": "waiting",
  "keys-expired": "broken",
  "keys-expiring": "wrong",
  "old-values": "wrong",
  "models-unready": "waiting",
  "no-models": "waiting",
  "no-customers": "waiting",
};

/** Returns a function that puts a need into words. */
export function useNeed(): (need: Need) => Shown {
  const t = useTranslations("overview.needs");
  const actions = useTranslations("overview.actions");
  const format = useFormatter();
  const formatCut = useCut();
  const show = actions("show");

  const say = (need: Need): Omit<Shown, "level"> => {
    switch (need.kind) {
      case "import-stopped":
      case "import-failed":
      case "import-waiting": {
        const { kind, count, importId } = need;
        return count === 1
          ? {
              sentence: t(`${kind}.one`, { name: isolate(need.name) }),
              href: routes.import({ importId }),
              action: show,
            }
          : { sentence: t(`${kind}.many`, { count }), href: routes.imports(), action: show };
      }
      case "models-unknown":
      case "rows-refused":
      case "other-rows-refused": {
        const { count, isCut, importId } = need.refused;
        const href = importId ? routes.import({ importId }) : routes.imports();
        return { sentence: t(need.kind, { count, number: formatCut(count, isCut) }), href, action: show };
      }
      case "keys-expired":
      case "keys-expiring": {
        const { kind, count } = need;
        // Non-breaking spaces keep the date on one line.
        const day = format.dateTime(need.expiresAt, "day").replaceAll(" ", "\u00a0");
        const key = { name: isolate(need.name), day };
        const sentence = count === 1 ? t(`${kind}.one`, key) : t(`${kind}.many`, { count });
        return { sentence, href: routes.keys(), action: show };
      }
      case "old-values":
        return { sentence: t(need.kind, { count: need.count }), href: routes.oldValues(), action: show };
      case "models-unready":
        return { sentence: t(need.kind, { count: need.count }), href: routes.models(), action: show };
      case "no-models":
        return { sentence: t(need.kind), href: routes.models(), action: actions("models") };
      case "no-customers":
        return { sentence: t(need.kind), href: routes.imports(), action: actions("import") };
    }
  };
  return (need) => ({ ...say(need), level: levels[need.kind] });
}
