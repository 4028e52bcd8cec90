import { textLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { useTranslations } from "@/lib/i18n/intl";
import type { CheckedLink, Preview } from "./types";

/** A card's exact links, each checked against the contract. */
export function CheckedCard({ card: { card, links } }: { card: Preview["cards"][number] }) {
  const cards = useTranslations("cards");
  const title = cards(`${card}.title`);
  return (
    <div className="grid grid-cols-1 gap-3 rounded-row bg-surface p-4 shadow-tile">
      <h4 className="font-medium">{title}</h4>
      {links.map((link) => (
        <Link key={link.channel} id={`${card}-${link.channel}`} title={title} link={link} />
      ))}
    </div>
  );
}

function Link({
  id,
  title,
  link: { channel, url, faults },
}: {
  id: string;
  title: string;
  link: CheckedLink;
}) {
  const t = useTranslations("models.preview");
  return (
    <div className="grid grid-cols-1 gap-1">
      <label htmlFor={id} id={`${id}-label`} className="text-meta text-muted">
        <span className="sr-only">{`${title}: `}</span>
        {t(channel)}
      </label>
      <div className="flex gap-2">
        <input id={id} readOnly value={url} className={`${field} min-w-0 flex-1 font-mono text-meta`} />
        <CopyButton field={id} labelId={`${id}-label`} copy={t("copy")} copied={t("copied")} />
      </div>
      {faults.length === 0 ? (
        <p className="flex flex-wrap items-center gap-x-1 text-meta">
          <Icon name="check" className="size-4" /> {t("right")}
          <a
            href={url}
            target="_blank"
            rel="noreferrer"
            id={`${id}-try`}
            aria-labelledby={`${id}-try ${id}-label`}
            className={`${textLink} ml-auto inline-flex min-h-10 items-center gap-1`}
          >
            {t("tryIt")} <Icon name="out" className="size-4" />
          </a>
        </p>
      ) : (
        <div className="text-danger">
          <p>{t("wrong", { count: faults.length })}</p>
          <ul lang="en" className="list-disc pl-5">
            {faults.map((fault) => (
              <li key={fault} className="wrap-anywhere">
                {fault}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
