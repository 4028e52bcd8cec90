import { button } from "@/components/ui/button";
import { routes } from "@/lib/routes";

type Props = {
  label: string;
  callbackUrl: string;
  /** Whether the identity provider must offer another account. */
  other?: boolean;
  /** Whether to show a secondary button, next to another sign-in method. */
  quiet?: boolean;
};

/** The button that leads to the identity provider. As a plain form, it needs no JavaScript. */
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
