import { useCustomerName } from "@/components/support/customer-name";
import { button } from "@/components/ui/button";
import { field, fieldLabel, oneField, oneFieldLabel } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import type { Candidate } from "@/lib/support/types";

type Props = {
  customerId: string;
  deviceId: string;
  /** What was looked for; empty at first. */
  asked: string;
  /** Who else was found; null before anybody was looked for. */
  found: readonly Candidate[] | null;
};

/** The search for a device's new owner, and a button for each who was found. */
export function FindOwner({ customerId, deviceId, asked, found }: Props) {
  const t = useTranslations("acts.transfer");
  const isNobody = found?.length === 0;
  return (
    <>
      <form method="post" action={routes.findOwner({ customerId, deviceId })} className={oneField}>
        <label className={oneFieldLabel}>
          <span className={fieldLabel}>{t("to")}</span>
          <input
            name="to"
            required
            maxLength={320}
            defaultValue={asked}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={isNobody ? true : undefined}
            aria-describedby={isNobody ? "to-problem to-hint" : "to-hint"}
            className={field}
          />
        </label>
        <button type="submit" className={button.secondary}>
          {t("find")}
        </button>
      </form>
      {isNobody && <Problem id="to-problem">{t("none")}</Problem>}
      <p id="to-hint" className="mt-2 text-meta text-muted">
        {t("hint")}
      </p>
      {found && found.length > 0 && (
        <section aria-labelledby="found" className="mt-6">
          <h2 id="found" className="text-card font-medium">
            {t("found", { count: found.length })}
          </h2>
          <ul className="divide-y divide-line">
            {found.map((candidate) => (
              <NewOwner key={candidate.id} {...{ customerId, deviceId, candidate }} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

type OwnerProps = Pick<Props, "customerId" | "deviceId"> & { candidate: Candidate };

function NewOwner({ customerId, deviceId, candidate }: OwnerProps) {
  const t = useTranslations("acts.transfer");
  const { id, externalId, email } = candidate;
  const name = useCustomerName()(candidate);
  return (
    <li className="py-4">
      <p className="font-medium wrap-anywhere">{name}</p>
      <p className="flex flex-wrap gap-x-4 text-muted wrap-anywhere">
        {externalId && <span className="tabular-nums">{externalId}</span>}
        {email && <span>{email}</span>}
      </p>
      <form method="post" action={routes.transferDevice({ customerId, deviceId })} className="mt-3">
        <input type="hidden" name="to" value={id} />
        <button type="submit" className={`${button.primary} max-w-full wrap-anywhere`}>
          {t("submit", { name })}
        </button>
      </form>
    </li>
  );
}
