import { useTranslations } from "next-intl";
import type { Shape } from "@/lib/auth/types";

/** Returns a function that puts the kind of a claim's value into words. */
export function useShape() {
  const t = useTranslations("signInCheck.shapes");
  return (shape: Shape | null): string =>
    shape ? t(shape.kind, "size" in shape ? { count: shape.size } : {}) : t("missing");
}
