import { button } from "@/components/ui/button";
import { routes } from "@/lib/routes";

type Props = {
  label: string;
  callbackUrl: string;
  /** Asks the identity provider for another account than the one it would hand over by itself. */
  other?: boolean;
  /** Beside another way to sign in: not the filled button. */
  quiet?: boolean;
};

/** One press to the identity provider; a plain form, so it works without JavaScript. */
export function ProviderForm({ label, callbackUrl, other = false, quiet = false }: Props) {
  return (
    <form method="post" action={routes.startSignIn()}>
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      {other && <input type="hidden" name="other" value="1" />}
      <button
        type="submit"
        className={
          quiet ? `${button.secondary} w-full max-w-96` : `${button.primary} w-full sm:w-auto sm:min-w-48`
        }
      >
        {label}
      </button>
    </form>
  );
}
