"use client";

import { createContext, type ReactNode, useContext } from "react";

type Words = {
  title: string;
  text: string;
  retry: string;
  /** With the placeholder `{reference}`. */
  reference: string;
};

const Context = createContext<Words>({ title: "", text: "", retry: "", reference: "" });

/** The provider of translations for error.tsx, which only renders in the browser. */
export function ErrorWords({ words, children }: { words: Words; children: ReactNode }) {
  return <Context value={words}>{children}</Context>;
}

/** Reads the translations for error.tsx. */
export const useErrorWords = () => useContext(Context);
