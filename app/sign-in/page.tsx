import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EmailForm } from "@/components/sign-in/email-form";
import { ProviderForm } from "@/components/sign-in/provider-form";
import { Notice } from "@/components/ui/notice";
import { deskOf, getViewer, safeCallback } from "@/lib/auth";
import { env } from "@/lib/env";
import { one, type SearchParams, wordsOf } from "../_http/search-params";
import { partner } from "../partner";
import { minutesOf } from "./minutes-of";

const faults = ["provider", "unknown", "address", "sign-out"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const parameters = await searchParams;
  const fault = faults.find((name) => name === one(parameters.error));
  const callbackUrl = one(parameters.callbackUrl);
  const viewer = await getViewer();
  // Who is signed in sees this page to prove once more who they are; the provider must ask them, too.
  if (viewer && !fault && !one(parameters.fresh) && !one(parameters.problem))
    redirect(callbackUrl ? safeCallback(callbackUrl, env().NEXTAUTH_URL) : deskOf(viewer));

  const t = await getTranslations("signIn");
  const { name } = partner();
  const methods = env().SIGN_IN;
  const both = methods.length > 1;
  const problems: Record<string, string> = {
    address: t("problem.address"),
    limit: t("problem.limit", { minutes: minutesOf(parameters.minutes) }),
  };
  // Only a number that we could have made: nobody puts their own words on this page.
  const reference = one(parameters.reference)?.match(/^[0-9A-F]{8}$/)?.[0];
  return (
    <div className="mx-auto max-w-device py-8 sm:py-12">
      <h1 className="mb-6 text-page font-bold">{t("title")}</h1>
      {fault ? (
        <div className="mb-6">
          <Notice role="alert">
            <h2 className="font-medium">{t(`${fault}.title`)}</h2>
            <p className="max-w-words text-muted">{t(`${fault}.text`, { partner: name })}</p>
            {reference && (
              <p className="mt-2 text-meta text-muted">{t("reference", { partner: name, reference })}</p>
            )}
          </Notice>
        </div>
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
        <EmailForm callbackUrl={callbackUrl ?? "/devices"} problem={wordsOf(problems, parameters.problem)} />
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
