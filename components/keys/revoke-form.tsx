import { button } from "@/components/ui/button";
import type { ApiKey } from "@/lib/api-keys/types";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { useScopeName } from "./use-scope-name";

/** What a key's system can no longer do once it is revoked, and the button that revokes it. */
export function RevokeForm({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations("keys.stop");
  const format = useFormatter();
  const nameScope = useScopeName();
  const { id, scopes, hint, usedAt, usedFrom } = apiKey;
  const moment = usedAt && format.dateTime(usedAt, "moment");
  const used = moment && (usedFrom ? t("usedFrom", { moment, network: usedFrom }) : t("used", { moment }));
  return (
    <>
      <p className="mt-1 text-muted">
        <span className="mr-3 font-mono">{`${hint}…`}</span>
        {used ?? t("unused")}
      </p>
      <p className="mt-6 text-body font-medium">{t("what")}</p>
      <ul className="mt-2 grid list-disc gap-1 pl-5 text-body">
        {scopes.map((scope) => (
          <li key={scope}>{nameScope(scope)}</li>
        ))}
      </ul>
      <p className="mt-4 max-w-words text-body">{t("now")}</p>
      <form method="post" action={routes.revokeKey({ keyId: id })} className="mt-6 flex flex-wrap gap-3">
        <button type="submit" className={button.danger}>
          {t("submit")}
        </button>
        <a href={routes.keys()} className={button.secondary}>
          {t("keep")}
        </a>
      </form>
    </>
  );
}
