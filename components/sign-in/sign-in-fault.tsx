import { Notice } from "@/components/ui/notice";

type Props = {
  title: string;
  text: string;
  /** The sentence with the reference number from the log. */
  reference: string | undefined;
};

/** The reason the last sign-in failed, and who can help. */
export function SignInFault({ title, text, reference }: Props) {
  return (
    <div className="mb-6">
      <Notice role="alert">
        <h2 className="font-medium">{title}</h2>
        <p className="max-w-words text-muted">{text}</p>
        {reference && <p className="mt-2 text-meta text-muted">{reference}</p>}
      </Notice>
    </div>
  );
}
