"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** In milliseconds. */
const interval = 2000;

/** Loads the page's data again every two seconds, in place, so that focus and scrolling stay. */
export function AutoRefresh() {
  const { refresh } = useRouter();
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && refresh(), interval);
    return () => clearInterval(timer);
  }, [refresh]);
  return null;
}
