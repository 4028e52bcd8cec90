import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EmailForm } from "@/components/sign-in/email-form";
import { ProviderForm } from "@/components/sign-in/provider-form";
import { SignInFault, signInFaults } from "@/components/sign-in/sign-in-fault";
import { getViewer, homePath, safeCallback } from "@/lib/auth";
import { env } from "@/lib/env";
import { readMinutes } from "../_http/minutes";
import { enumParam, firstParam, type SearchParams } from "../_http/search-params";
import { readPartner } from "../partner";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const parameters = await searchParams;
  const fault = enumParam(parameters.error, signInFaults);
  const callbackUrl = firstParam(parameters.callbackUrl);
  const viewer = await getViewer();
  // Who is signed in sees this page to prove once more who they are; the provider must ask them, too.
  if (viewer && !fault && !firstParam(parameters.fresh) && !firstParam(parameters.problem))
    redirect(callbackUrl ? safeCallback(callbackUrl, env().NEXTAUTH_URL) : homePath(viewer));

  const t = await getTranslations("signIn");
  const { name } = readPartner();
  const methods = env().SIGN_IN;
  const both = methods.length > 1;
  const problem = enumParam(parameters.problem, ["address", "limit"]);
  // Only a number that we could have made: nobody puts their own words on this page.
  const reference = firstParam(parameters.reference)?.match(/^[0-9A-F]{8}$/)?.[0];
  return (
    <div className="mx-auto max-w-device py-8 sm:py-12">
      <h1 className="mb-6 text-page font-bold">{t("title")}</h1>
      {fault ? (
        <SignInFault fault={fault} partner={name} reference={reference} />
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
          action="/sign-in/code/send"
          label={t("email")}
          submit={t("sendCode")}
          callbackUrl={callbackUrl ?? "/devices"}
          note={t("emailNote")}
          problem={problem && t(`problem.${problem}`, { minutes: readMinutes(parameters.minutes) })}
        />
      )}
      {both && <p className="my-6 text-muted">{t("or")}</p>}
      {methods.includes("oidc") && (
        <ProviderForm
          label={fault === "unknown" ? t("other") : both ? t("withProvider", { partner: name }) : t("button")}
          callbackUrl={callbackUrl ?? "/devices"}
          other={fault === "unknown" || viewer !== null}
          quiet={both}
        />
      )}
    </div>
  );
}
