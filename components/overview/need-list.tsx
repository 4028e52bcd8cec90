import { Icon } from "@/components/ui/icon";
import { useTranslations } from "@/lib/i18n/intl";
import type { Need } from "@/lib/overview/types";
import { useNeed } from "./use-need";

/** What needs a hand, each in a sentence with the way to where it is dealt with; or that nothing does. */
export function NeedList({ needs }: { needs: Need[] }) {
  const t = useTranslations("overview.needs");
  return (
    <section aria-labelledby="needs" className="rounded-row bg-surface px-4 py-3 shadow-tile sm:px-5">
      <h2 id="needs" className="text-card font-medium">
        {t("title")}
      </h2>
      {needs.length > 0 ? (
        <ul className="mt-1">
          {needs.map((need) => (
            <NeedRow key={need.kind} need={need} />
          ))}
        </ul>
      ) : (
        <p className="mt-1 flex items-center gap-2 text-muted">
          <Icon name="check" /> {t("nothing")}
        </p>
      )}
    </section>
  );
}

/** How the mark beside a sentence looks; the sentence says the same. */
const marks = { broken: "bg-danger", wrong: "bg-warning", waiting: "bg-control" } as const;

function NeedRow({ need }: { need: Need }) {
  const { sentence, level, href, action } = useNeed()(need);
  const id = `need-${need.kind}`;
  return (
    <li className="flex items-center justify-between gap-4 border-t border-line py-2 first:border-t-0">
      <p id={id} className="flex min-w-0 max-w-words gap-3 wrap-anywhere">
        <span aria-hidden="true" className={`mt-1.5 size-2 shrink-0 rounded-full ${marks[level]}`} />
        {sentence}
      </p>
      <a
        id={`${id}-link`}
        href={href}
        aria-labelledby={`${id}-link ${id}`}
        className="inline-flex min-h-12 shrink-0 items-center rounded-control border border-control px-3 font-medium whitespace-nowrap hover:bg-sunken md:min-h-8"
      >
        {action}
      </a>
    </li>
  );
}
