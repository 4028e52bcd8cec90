import { button, loneLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { CodeState } from "@/lib/codes/types";
import { useTranslations } from "@/lib/i18n/intl";
import { CodeForm } from "./code-form";

type Props = {
  code: CodeState;
  /** The sentence that says where the code was sent. */
  sent: string;
  label: string;
  /** Paths that verify the code, send a new one and ask for another e-mail address. */
  paths: { verify: string; send: string; other: string };
  callbackUrl?: string;
  /** Error message for the last attempt. */
  problem: string | undefined;
  /** Whether a new code was just requested. */
  again: boolean;
};

/** The form for a valid code, with links to get a new one or to use another e-mail address. */
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
