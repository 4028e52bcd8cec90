import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInFault } from "@/components/sign-in/sign-in-fault";
import { buildHomePath, getViewer } from "@/lib/auth";
import { env } from "@/lib/env";
import { getTranslations } from "@/lib/i18n/intl";
import { getOrigin, safeCallback, toAbsolute } from "@/lib/routes";
import { firstParam, type SearchParams } from "../_http/request";
import { readPartner } from "../settings";
import { describeFault } from "./problems";
import { SignInMethods } from "./sign-in-methods";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const parameters = await searchParams;
  const fault = await describeFault(parameters);
  const callbackUrl = firstParam(parameters.callbackUrl);
  const viewer = await getViewer();
  // A signed-in viewer only needs this page to sign in again.
  if (viewer && !fault && !firstParam(parameters.fresh) && !firstParam(parameters.problem))
    redirect(callbackUrl ? safeCallback(callbackUrl, getOrigin()) : toAbsolute(buildHomePath(viewer)));

  const t = await getTranslations("signIn");
  const { name } = readPartner();
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
              : !env().SIGN_IN.includes("email") && t("text", { partner: name })}
        </p>
      )}
      <SignInMethods
        parameters={parameters}
        needsOtherAccount={fault?.needsOtherAccount ?? false}
        isSignedIn={viewer !== null}
      />
    </div>
  );
}
