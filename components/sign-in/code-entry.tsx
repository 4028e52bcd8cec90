import { useTranslations } from "next-intl";
import { button, loneLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { CodeState } from "@/lib/codes/types";
import { CodeForm } from "./code-form";

/** What may be wrong with a code that was typed in, as a redirect names it. */
export const codeProblems = ["wrong", "malformed", "limit", "requests"] as const;

type Props = {
  code: CodeState;
  /** Where the code went, in words. */
  sent: string;
  label: string;
  /** Addresses of the forms for this code and for another one, and of the page that asks for an address. */
  paths: { verify: string; send: string; other: string };
  callbackUrl?: string;
  problem?: (typeof codeProblems)[number];
  /** Whether it was just asked for once more. */
  again: boolean;
  /** Until a limit lets the next attempt through. */
  minutes: number;
};

/** The field for a code while it is open, and the ways to a new one and to another address. */
export function CodeEntry({ code, sent, label, paths, callbackUrl, problem, again, minutes }: Props) {
  const t = useTranslations("code");
  const signIn = useTranslations("signIn");
  // Who comes back to this page later did not just type a wrong code.
  const told = problem === "wrong" && !code.tried ? undefined : problem;
  return (
    <>
      {code.state === "open" ? (
        <>
          <p className="mb-6 max-w-words">{sent}</p>
          {again && (
            <div className="mb-6">
              <Notice role="status">{t("resent")}</Notice>
            </div>
          )}
          <CodeForm
            action={paths.verify}
            label={label}
            callbackUrl={callbackUrl}
            problem={
              told === "requests"
                ? signIn("problem.limit", { minutes })
                : told && t(told, { count: code.triesLeft, minutes })
            }
          />
        </>
      ) : (
        <Notice role="alert">{t(code.state)}</Notice>
      )}
      <form method="post" action={paths.send} className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-2">
        <input type="hidden" name="email" value={code.email} />
        <input type="hidden" name="again" value="1" />
        {callbackUrl && <input type="hidden" name="callbackUrl" value={callbackUrl} />}
        <button type="submit" className={code.state === "open" ? button.secondary : button.primary}>
          {t(code.state === "open" ? "again" : "new")}
        </button>
        <a href={paths.other} className={loneLink}>
          {t("other")}
        </a>
      </form>
    </>
  );
}
