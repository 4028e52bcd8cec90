import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { one, type SearchParams, wordsOf } from "@/app/_http/search-params";
import { partner } from "@/app/partner";
import { CodeForm } from "@/components/sign-in/code-form";
import { button, textLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { browserCookie, hashToken } from "@/lib/auth";
import { codeMinutes, findCode } from "@/lib/codes";
import { env } from "@/lib/env";
import { minutesOf } from "../minutes-of";
import { addressWith } from "../onwards";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("code"))("title") };
}

export default async function CodePage({ searchParams }: { searchParams: SearchParams }) {
  const { problem, minutes, ...others } = await searchParams;
  const callbackUrl = one(others.callbackUrl) ?? "/devices";
  const token = (await cookies()).get(browserCookie())?.value;
  const code = token ? await findCode(hashToken(token), "sign-in") : null;
  if (!code) redirect(addressWith("/sign-in", callbackUrl));
  const t = await getTranslations("code");
  const problems: Record<string, string> = {
    wrong: code.tried ? t("wrong", { count: code.triesLeft }) : "",
    malformed: t("malformed"),
    limit: t("limit", { minutes: minutesOf(minutes) }),
  };
  const { SELF_SIGN_UP } = env();
  const words = { email: code.email, partner: partner().name, minutes: codeMinutes };
  return (
    <div className="mx-auto max-w-device py-8 sm:py-12">
      <h1 className="mb-6 text-page font-bold">{t("title")}</h1>
      {code.state === "open" ? (
        <>
          <p className="mb-6 max-w-words">{t(SELF_SIGN_UP ? "sent" : "maybeSent", words)}</p>
          <CodeForm
            action="/sign-in/code/verify"
            label={t("submit")}
            callbackUrl={callbackUrl}
            problem={wordsOf(problems, problem) || undefined}
          />
        </>
      ) : (
        <Notice role="alert">{t(code.state)}</Notice>
      )}
      <form
        method="post"
        action="/sign-in/code/send"
        className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-2"
      >
        <input type="hidden" name="email" value={code.email} />
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <button type="submit" className={code.state === "open" ? button.secondary : button.primary}>
          {t(code.state === "open" ? "again" : "new")}
        </button>
        <a
          href={`/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`}
          className={`${textLink} inline-flex min-h-12 items-center`}
        >
          {t("other")}
        </a>
      </form>
    </div>
  );
}
