import { Icon } from "@/components/ui/icon";
import type { Finding, Section } from "@/lib/doctor/types";
import { useTranslations } from "@/lib/i18n/intl";

/** What was found about one topic. */
export function SectionCard({ section: { topic, findings } }: { section: Section }) {
  const t = useTranslations("doctor");
  return (
    <section
      aria-labelledby={topic}
      className="mb-4 break-inside-avoid rounded-row bg-surface px-4 py-3 shadow-tile sm:px-5"
    >
      <h2 id={topic} className="text-card font-medium">
        {t(`topics.${topic}`)}
      </h2>
      <ul className="mt-1 grid gap-2">
        {findings.map((finding) => (
          <FindingRow key={finding.text} finding={finding} />
        ))}
      </ul>
    </section>
  );
}

const dot = "mx-1.5 mt-1.5 size-2 shrink-0 rounded-full";
const marks = {
  fine: <Icon name="check" />,
  note: <span aria-hidden="true" className={`${dot} border border-control`} />,
  warning: <span aria-hidden="true" className={`${dot} bg-warning`} />,
  fault: <span aria-hidden="true" className={`${dot} bg-danger`} />,
};

function FindingRow({ finding: { state, text, fix } }: { finding: Finding }) {
  const t = useTranslations("doctor");
  const label = t(`states.${state}`);
  const isBad = state === "fault" || state === "warning";
  return (
    <li className="flex gap-3">
      {marks[state]}
      <div className="min-w-0 wrap-anywhere">
        <p className={isBad ? undefined : "text-muted"}>
          {isBad ? (
            <span className={`mr-2 font-medium ${state === "fault" ? "text-danger" : "text-warning"}`}>
              {label}
            </span>
          ) : (
            <span className="sr-only">{label}</span>
          )}{" "}
          <span lang="en">{text}</span>
        </p>
        {fix && (
          <p lang="en" className="text-muted">
            {fix}
          </p>
        )}
      </div>
    </li>
  );
}
