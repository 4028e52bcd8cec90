import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";

/** Why a sign-in came to nothing, as a redirect names it. */
export const signInFaults = ["provider", "unknown", "unrecorded", "address", "sign-out"] as const;

type Props = {
  fault: (typeof signInFaults)[number];
  partner: string;
  /** What finds the fault in the log again. */
  reference?: string;
};

/** Why the last sign-in came to nothing, and whom to ask. */
export function SignInFault({ fault, partner, reference }: Props) {
  const t = useTranslations("signIn");
  return (
    <div className="mb-6">
      <Notice role="alert">
        <h2 className="font-medium">{t(`${fault}.title`)}</h2>
        <p className="max-w-words text-muted">{t(`${fault}.text`, { partner })}</p>
        {reference && <p className="mt-2 text-meta text-muted">{t("reference", { partner, reference })}</p>}
      </Notice>
    </div>
  );
}
