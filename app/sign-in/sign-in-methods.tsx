import { EmailForm } from "@/components/sign-in/email-form";
import { ProviderForm } from "@/components/sign-in/provider-form";
import { env } from "@/lib/env";
import { getTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { firstParam, type SearchParams } from "../_http/request";
import { readPartner } from "../settings";
import { describeAddressProblem } from "./problems";

type Props = {
  /** The page's query. */
  parameters: Awaited<SearchParams>;
  /** Whether only another account than the provider's last can help. */
  needsOtherAccount: boolean;
  /** Whether the viewer signs in again; then the provider must prompt them, too. */
  isSignedIn: boolean;
};

/** The forms for the configured sign-in methods. */
export async function SignInMethods({ parameters, needsOtherAccount, isSignedIn }: Props) {
  const t = await getTranslations("signIn");
  const { name } = readPartner();
  const callbackUrl = firstParam(parameters.callbackUrl) ?? routes.devices();
  const methods = env().SIGN_IN;
  const both = methods.length > 1;
  return (
    <>
      {methods.includes("email") && (
        <EmailForm
          action={routes.sendSignInCode()}
          label={t("email")}
          submit={t("sendCode")}
          callbackUrl={callbackUrl}
          note={t("emailNote")}
          problem={await describeAddressProblem(parameters, ["email-malformed"])}
        />
      )}
      {both && <p className="my-6 text-muted">{t("or")}</p>}
      {methods.includes("oidc") && (
        <ProviderForm
          label={needsOtherAccount ? t("other") : both ? t("withProvider", { partner: name }) : t("button")}
          callbackUrl={callbackUrl}
          other={needsOtherAccount || isSignedIn}
          quiet={both}
        />
      )}
    </>
  );
}
