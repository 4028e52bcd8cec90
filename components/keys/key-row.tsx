import type { ReactNode } from "react";
import { CellLabel } from "@/components/staff/stacked-table";
import { isolate } from "@/components/ui/isolate";
import type { ApiKey } from "@/lib/api-keys/types";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { useScopeName } from "./use-scope-name";

const cell = "align-top max-md:block max-md:pt-1 md:py-2";
const facts = `${cell} md:pr-4`;

/** A key, with the way to revoke it while it is in use. */
export function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations("keys");
  const audit = useTranslations("audit");
  const format = useFormatter();
  const nameScope = useScopeName();
  const { id, name, hint, scopes, createdAt, createdBy, expiresAt, revokedAt, usedAt, usedFrom, state } =
    apiKey;
  const isLive = state === "active" || state === "expiring";
  return (
    <tr className="border-t border-line max-md:block max-md:py-3">
      <th scope="row" className={`${facts} font-medium wrap-anywhere ${isLive ? "" : "text-muted"}`}>
        <span id={`key-${id}`}>{isolate(name)}</span>
        <span className="block font-mono text-meta font-normal whitespace-nowrap text-muted">{`${hint}…`}</span>
      </th>
      <td className={facts}>
        <CellLabel>{t("columns.scopes")}</CellLabel>
        <ul>
          {scopes.map((scope) => (
            <li key={scope}>{nameScope(scope)}</li>
          ))}
        </ul>
      </td>
      <td className={facts}>
        <CellLabel>{t("columns.created")}</CellLabel>
        <span className="md:whitespace-nowrap">{format.dateTime(createdAt, "day")}</span>
        <Second>{createdBy ? isolate(createdBy) : audit("command")}</Second>
      </td>
      <td className={facts}>
        <CellLabel>{t("columns.state")}</CellLabel>
        <span className={state === "expiring" ? "font-medium text-warning" : ""}>{t(`states.${state}`)}</span>
        <Second>
          {t(isLive ? "until" : "since", { day: format.dateTime(revokedAt ?? expiresAt, "day") })}
        </Second>
      </td>
      <td className={facts}>
        <CellLabel>{t("columns.used")}</CellLabel>
        <span className="md:whitespace-nowrap">
          {usedAt ? format.dateTime(usedAt, "moment") : t("never")}
        </span>
        {usedFrom && <Second>{usedFrom}</Second>}
      </td>
      <td className={`${cell} md:text-right`}>
        {isLive && (
          <a
            id={`revoke-${id}`}
            href={routes.askRevocation({ keyId: id })}
            aria-labelledby={`revoke-${id} key-${id}`}
            className="inline-flex min-h-12 items-center rounded-control border border-control px-3 font-medium whitespace-nowrap hover:bg-sunken max-md:mt-2 md:min-h-8"
          >
            {t("revoke")}
          </a>
        )}
      </td>
    </tr>
  );
}

/** The second line of a cell; on phones it follows on the same line. */
const Second = ({ children }: { children: ReactNode }) => (
  <span className="text-muted max-md:ml-2 md:block">{children}</span>
);
