import { button } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import type { ModelEvent } from "@/lib/models/types";
import { routes } from "@/lib/routes";
import { ChangeList } from "./change-list";

/** The last changes of a model, each with the way to put back what stood there before. */
export function HistoryList({ modelId, events }: { modelId: string; events: ModelEvent[] }) {
  const t = useTranslations("models.history");
  return (
    <section aria-labelledby="history" className="grid gap-2">
      <h2 id="history" className="text-section font-bold">
        {t("title")}
      </h2>
      {events.length === 0 && <p className="text-muted">{t("none")}</p>}
      <ul className="divide-y divide-line">
        {events.map((event) => (
          <li key={event.id} className="py-3">
            <HistoryEntry modelId={modelId} event={event} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function HistoryEntry({ modelId, event }: { modelId: string; event: ModelEvent }) {
  const t = useTranslations("models.history");
  const format = useFormatter();
  const { id, at, who, change, canReturn } = event;
  return (
    <>
      <p id={`event-${id}`} className="text-meta text-muted">
        <time dateTime={at.toISOString()}>{format.dateTime(at, "moment")}</time>
        {" · "}
        {isolate(who ?? t("portal"))}
      </p>
      {change ? <ChangeList difference={change} /> : <p>{t("tried")}</p>}
      {canReturn && (
        <a
          id={`undo-${id}`}
          href={routes.model({ modelId }, { undo: id })}
          aria-labelledby={`undo-${id} event-${id}`}
          className={`${button.secondary} mt-1 text-desk`}
        >
          {t("putBack")}
        </a>
      )}
    </>
  );
}
