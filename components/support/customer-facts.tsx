import type { ReactNode } from "react";
import type { CustomerProfile, OtherId } from "@/lib/customers/types";
import type { Region } from "@/lib/dash/types";
import { formatCountry } from "@/lib/i18n/countries";
import { useFormatter, useLocale, useTranslations } from "@/lib/i18n/intl";
import { formatLanguage } from "@/lib/i18n/language-name";

type Props = { customer: CustomerProfile; otherIds: readonly OtherId[]; region: Region | null };

/** A customer's details in one row. */
export function CustomerFacts({ customer, otherIds, region }: Props) {
  const t = useTranslations();
  const format = useFormatter();
  const locale = useLocale();
  const { externalId, email, country, language, createdAt } = customer;
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3">
      <Fact name={t("customer.email")}>{email ?? t("customer.noEmail")}</Fact>
      <Fact name={t("customer.number")}>{externalId ?? t("customer.noNumber")}</Fact>
      {otherIds.map(({ source, externalId: number }) => (
        <Fact key={`${source} ${number}`} name={t("customer.numberIn", { source })}>
          {number}
        </Fact>
      ))}
      <Fact name={t("customer.country")}>
        {country ? formatCountry(country, locale) : t("customer.unknown")}
      </Fact>
      {country && (
        <Fact name={t("customer.region")}>
          {region ? t(`customer.regions.${region}`) : t("customer.noRegion")}
        </Fact>
      )}
      <Fact name={t("customer.language")}>
        {language && language !== "mul" ? (
          <span lang={language}>{formatLanguage(language)}</span>
        ) : (
          t("customer.asBrowser")
        )}
      </Fact>
      <Fact name={t("customer.since")}>{format.dateTime(createdAt, "day")}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-meta text-muted">{name}</dt>
      <dd className="tabular-nums">
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}
