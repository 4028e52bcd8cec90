import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { type SearchParams, wordsOf } from "@/app/_http/search-params";
import { minutesOf } from "@/app/sign-in/minutes-of";
import { BackToAccount } from "@/components/account/back-to-account";
import { CodeForm } from "@/components/sign-in/code-form";
import { button, textLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { browserCookie, hashToken, requireCustomer } from "@/lib/auth";
import { codeMinutes, findCode } from "@/lib/codes";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("code"))("title") };
}

export default async function CodePage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireCustomer("/account/email/code");
  const token = (await cookies()).get(browserCookie())?.value;
  const code = token ? await findCode(hashToken(token), "change-email") : null;
  // Somebody else of this browser asked for it: their address is none of the viewer's business.
  if (code?.customerId !== viewer.id) redirect("/account/email");
  const t = await getTranslations("code");
  const { problem, minutes } = await searchParams;
  const problems: Record<string, string> = {
    wrong: code.tried ? t("wrong", { count: code.triesLeft }) : "",
    malformed: t("malformed"),
    limit: t("limit", { minutes: minutesOf(minutes) }),
  };
  return (
    <div className="mx-auto max-w-device py-2 sm:py-6">
      <BackToAccount />
      <h1 className="mb-6 text-page font-bold">{t("title")}</h1>
      {code.state === "open" ? (
        <>
          <p className="mb-6 max-w-words">{t("sent", { email: code.email, minutes: codeMinutes })}</p>
          <CodeForm
            action="/account/email/code/verify"
            label={(await getTranslations("account.email"))("submit")}
            problem={wordsOf(problems, problem) || undefined}
          />
        </>
      ) : (
        <Notice role="alert">{t(code.state)}</Notice>
      )}
      <form
        method="post"
        action="/account/email/send"
        className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-2"
      >
        <input type="hidden" name="email" value={code.email} />
        <button type="submit" className={code.state === "open" ? button.secondary : button.primary}>
          {t(code.state === "open" ? "again" : "new")}
        </button>
        <a href="/account/email" className={`${textLink} inline-flex min-h-12 items-center`}>
          {t("other")}
        </a>
      </form>
    </div>
  );
}
