import { useFormatter } from "@/lib/i18n/intl";

/** Returns a function that writes a number, with a plus sign if it may be more. */
export function useCut(): (count: number, isCut: boolean) => string {
  const format = useFormatter();
  return (count, isCut) => `${format.number(count)}${isCut ? "+" : ""}`;
}
