import { useCustomerName } from "@/components/support/customer-name";
import { BackLink } from "@/components/ui/back-link";
import { button } from "@/components/ui/button";
import { field, fieldLabel } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import type { CustomerProfile } from "@/lib/customers/types";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

type Props = {
  customer: CustomerProfile;
  /** The partner's name, if customers sign in at its identity provider. */
  provider: string | null;
  /** Error message for the ticket. */
  problem: string | undefined;
};

/** What the deletion of a customer takes and leaves, and the form that asks for a ticket. */
export function DeleteCustomer({ customer, provider, problem }: Props) {
  const t = useTranslations("acts.delete");
  const account = useTranslations("account.delete");
  const back = useTranslations("acts")("back");
  const name = useCustomerName()(customer);
  const { id: customerId, externalId, email } = customer;
  const page = routes.customer({ customerId });
  const list = "mt-2 grid max-w-words list-disc gap-2 pl-5 text-body";
  return (
    <div className="max-w-device">
      <BackLink href={page}>{back}</BackLink>
      <h1 className="text-page font-bold wrap-anywhere">{t("title", { name })}</h1>
      <p className="mt-1 flex flex-wrap gap-x-4 text-muted wrap-anywhere">
        {externalId && <span className="tabular-nums">{externalId}</span>}
        {email && <span>{email}</span>}
      </p>
      <p className="mt-4 max-w-words text-body">{t("text")}</p>
      <h2 className="mt-6 text-card font-medium">{account("goes")}</h2>
      <ul className={list}>
        <li>{t("goesProfile")}</li>
        <li>{t("goesDevices")}</li>
      </ul>
      <h2 className="mt-6 text-card font-medium">{account("stays")}</h2>
      <ul className={list}>
        <li>{t("staysAmazon")}</li>
        {provider && <li>{t("staysProvider", { partner: provider })}</li>}
        <li>{t("staysAudit")}</li>
      </ul>
      <p className="mt-6 text-body font-medium">{account("final")}</p>
      <form method="post" action={routes.deleteCustomer({ customerId })} className="mt-4">
        <label className="block max-w-96">
          <span className={fieldLabel}>{t("ticket")}</span>
          <input
            name="ticket"
            required
            maxLength={80}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem ? "ticket-problem ticket-hint" : "ticket-hint"}
            className={field}
          />
        </label>
        {problem && <Problem id="ticket-problem">{problem}</Problem>}
        <p id="ticket-hint" className="mt-2 max-w-words text-meta text-muted">
          {t("hint")}
        </p>
        <p className="mt-6 flex flex-wrap gap-3">
          <button type="submit" className={button.danger}>
            {t("submit")}
          </button>
          <a href={page} className={button.secondary}>
            {t("keep")}
          </a>
        </p>
      </form>
    </div>
  );
}
