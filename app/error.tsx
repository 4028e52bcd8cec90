"use client";

import { useErrorWords } from "@/components/layout/error-words";
import { button } from "@/components/ui/button";

/** The page for unexpected errors. The digest identifies the log line. */
export default function PageError({ error }: { error: Error & { digest?: string } }) {
  const words = useErrorWords();
  return (
    <div role="alert" className="mx-auto max-w-device py-12">
      <h1 className="text-page font-bold">{words.title}</h1>
      <p className="mt-3 max-w-words">{words.text}</p>
      <p className="mt-6">
        <button type="button" className={button.primary} onClick={() => location.reload()}>
          {words.retry}
        </button>
      </p>
      {error.digest && (
        <p className="mt-6 text-meta text-muted">{words.reference.replace("{reference}", error.digest)}</p>
      )}
    </div>
  );
}
