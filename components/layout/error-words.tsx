"use client";

import { createContext, type ReactNode, useContext } from "react";

type Words = {
  title: string;
  text: string;
  retry: string;
  /** With `{reference}` where the number goes. */
  reference: string;
};

const Context = createContext<Words>({ title: "", text: "", retry: "", reference: "" });

/** Passes the server's words to error.tsx, which React can only render in the browser. */
export function ErrorWords({ words, children }: { words: Words; children: ReactNode }) {
  return <Context value={words}>{children}</Context>;
}

/** The words for error.tsx. */
export const useErrorWords = () => useContext(Context);
