import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EmailForm } from "@/components/sign-in/email-form";
import { ProviderForm } from "@/components/sign-in/provider-form";
import { SignInFault } from "@/components/sign-in/sign-in-fault";
import { buildHomePath, getViewer } from "@/lib/auth";
import { env } from "@/lib/env";
import { problems, readProblem } from "@/lib/errors";
import { routes, safeCallback } from "@/lib/routes";
import { enumParam, firstParam, readMinutes, type SearchParams } from "../_http/request";
import { readPartner } from "../settings";

/** Why a sign-in failed, as a redirect names it; the words are in the group signIn. */
const faults = ["provider", "unknown", "unrecorded", "address", "sign-out"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

/** Says what was wrong with the address that was typed, as a redirect to this page names it. */
async function describeProblem({ problem, minutes }: Awaited<SearchParams>): Promise<string | undefined> {
  const t = await getTranslations();
  if (firstParam(problem) === "limit") return t("signIn.problem.limit", { minutes: readMinutes(minutes) });
  const code = readProblem(firstParam(problem), ["email-malformed"]);
  return code && t(problems[code].words);
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const parameters = await searchParams;
  const fault = enumParam(parameters.error, faults);
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
  const problem = await describeProblem(parameters);
  // Only what the portal could have written: no link puts its own words on this page.
  const reference = firstParam(parameters.reference)?.match(/^[0-9A-F]{8}$/)?.[0];
  return (
    <div className="mx-auto max-w-device py-8 sm:py-12">
      <h1 className="mb-6 text-page font-bold">{t("title")}</h1>
      {fault ? (
        <SignInFault
          title={t(`${fault}.title`)}
          text={t(`${fault}.text`, { partner: name })}
          reference={reference && t("reference", { partner: name, reference })}
        />
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
          problem={problem}
        />
      )}
      {both && <p className="my-6 text-muted">{t("or")}</p>}
      {methods.includes("oidc") && (
        <ProviderForm
          label={fault === "unknown" ? t("other") : both ? t("withProvider", { partner: name }) : t("button")}
          callbackUrl={callbackUrl ?? routes.devices()}
          other={fault === "unknown" || viewer !== null}
          quiet={both}
        />
      )}
    </div>
  );
}
