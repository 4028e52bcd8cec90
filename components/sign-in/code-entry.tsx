import { useTranslations } from "next-intl";
import { button, loneLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { CodeState } from "@/lib/codes/types";
import { CodeForm } from "./code-form";

type Props = {
  code: CodeState;
  /** Where the code went, in words. */
  sent: string;
  label: string;
  /** Addresses of the forms for this code and for another one, and of the page that asks for an address. */
  paths: { verify: string; send: string; other: string };
  callbackUrl?: string;
  /** What was wrong with the last attempt, in words. */
  problem: string | undefined;
  /** Whether it was just requested again. */
  again: boolean;
};

/** The field for a code while it is open, and the ways to a new one and to another address. */
export function CodeEntry({ code, sent, label, paths, callbackUrl, problem, again }: Props) {
  const t = useTranslations("code");
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
          <CodeForm action={paths.verify} label={label} callbackUrl={callbackUrl} problem={problem} />
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
