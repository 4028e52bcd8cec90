import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EmailForm } from "@/components/sign-in/email-form";
import { ProviderForm } from "@/components/sign-in/provider-form";
import { SignInFault } from "@/components/sign-in/sign-in-fault";
import { buildHomePath, getViewer } from "@/lib/auth";
import { env } from "@/lib/env";
import { routes, safeCallback } from "@/lib/routes";
import { firstParam, type SearchParams } from "../_http/request";
import { readPartner } from "../settings";
import { describeAddressProblem, describeFault } from "./problems";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const parameters = await searchParams;
  const fault = await describeFault(parameters);
  const callbackUrl = firstParam(parameters.callbackUrl);
  const viewer = await getViewer();
  // A signed-in viewer sees this page only to sign in again; the provider must ask them too.
  if (viewer && !fault && !firstParam(parameters.fresh) && !firstParam(parameters.problem))
    redirect(
      callbackUrl ? safeCallback(callbackUrl, new URL(env().NEXTAUTH_URL).origin) : buildHomePath(viewer),
    );

  const t = await getTranslations("signIn");
  const { name } = readPartner();
  const methods = env().SIGN_IN;
  const both = methods.length > 1;
  return (
    <div className="mx-auto max-w-device py-8 sm:py-12">
      <h1 className="mb-6 text-page font-bold">{t("title")}</h1>
      {fault ? (
        <SignInFault title={fault.title} text={fault.text} reference={fault.reference} />
      ) : (
        <p className="mb-6 max-w-words">
          {viewer
            ? (await getTranslations("account"))("fresh")
            : callbackUrl
              ? t("continue")
              : !methods.includes("email") && t("text", { partner: name })}
        </p>
      )}
      {methods.includes("email") && (
        <EmailForm
          action={routes.sendSignInCode()}
          label={t("email")}
          submit={t("sendCode")}
          callbackUrl={callbackUrl ?? routes.devices()}
          note={t("emailNote")}
          problem={await describeAddressProblem(parameters, ["email-malformed"])}
        />
      )}
      {both && <p className="my-6 text-muted">{t("or")}</p>}
      {methods.includes("oidc") && (
        <ProviderForm
          label={fault?.isUnknown ? t("other") : both ? t("withProvider", { partner: name }) : t("button")}
          callbackUrl={callbackUrl ?? routes.devices()}
          other={fault?.isUnknown || viewer !== null}
          quiet={both}
        />
      )}
    </div>
  );
}
