import { useCountryInSentence } from "@/components/launches/not-offered";
import { button } from "@/components/ui/button";
import { field, fieldLabel, oneField, oneFieldLabel } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Problem } from "@/components/ui/problem";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

type Props = {
  customerId: string;
  /** Null for the account's card. */
  deviceId: string | null;
  /** Of the account's card, if there are several. */
  vendorCode: string | null;
  card: string;
  /** Error message for the reason. */
  problem: string | undefined;
  /** The ticket that staff came with: the reason, unless they write another. */
  ticket: string | null;
  /** Host that the card opens on, for display. */
  host: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
};

/** The form that opens the customer's page in this browser, for a reason that is recorded. */
export function OpenHere({ customerId, deviceId, vendorCode, card, problem, ticket, host, country }: Props) {
  const t = useTranslations("handOver.open");
  const nameCountry = useCountryInSentence();
  return (
    <section id="open" aria-labelledby="open-title" className="border-t border-line pt-6">
      <h2 id="open-title" className="text-card font-medium">
        {t("title")}
      </h2>
      <p className="mt-1 max-w-words font-medium">{t("account")}</p>
      <p className="mt-1 max-w-words text-muted">
        {t.rich("host", {
          country: nameCountry(country),
          host: () => <strong className="font-medium whitespace-nowrap text-ink">{host}</strong>,
        })}
      </p>
      {/* Not "noreferrer", which would drop the Origin header that handleForm() checks. */}
      <form
        method="post"
        action={routes.openCard({ customerId, card })}
        target="_blank"
        rel="noopener"
        className={oneField}
      >
        {deviceId && <input type="hidden" name="device" value={deviceId} />}
        {vendorCode && <input type="hidden" name="vendor" value={vendorCode} />}
        <label className={oneFieldLabel}>
          <span className={fieldLabel}>{t("reason")}</span>
          <input
            name="reason"
            required
            // In UTF-16 units, enough for any 200 characters. Longer input gets an error, not a cut.
            maxLength={800}
            dir="auto"
            autoComplete="off"
            defaultValue={ticket ?? ""}
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem ? "reason-problem reason-hint" : "reason-hint"}
            className={field}
          />
        </label>
        <button type="submit" className={button.secondary}>
          {t("submit")}
          <Icon name="out" className="size-4" />
        </button>
      </form>
      {problem && <Problem id="reason-problem">{problem}</Problem>}
      <p id="reason-hint" className="mt-2 text-meta text-muted">
        {t("hint")}
      </p>
    </section>
  );
}
