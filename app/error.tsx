"use client";

import { createContext, type ReactNode, useContext } from "react";
import { button } from "@/components/ui/button";

type Words = {
  title: string;
  text: string;
  retry: string;
  /** With the placeholder `{reference}`. */
  reference: string;
};

const Context = createContext<Words>({ title: "", text: "", retry: "", reference: "" });

/** The provider of translations for the page below: it only renders in the browser, which has no others. */
export function ErrorWords({ words, children }: { words: Words; children: ReactNode }) {
  return <Context value={words}>{children}</Context>;
}

/** The page for unexpected errors. The digest identifies the log line. */
export default function PageError({ error }: { error: Error & { digest?: string } }) {
  const words = useContext(Context);
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
