import type { Shape } from "@/lib/auth/types";
import { useTranslations } from "@/lib/i18n/intl";

/** Returns a function that puts the kind of a claim's value into words. */
export function useShape() {
  const t = useTranslations("signInCheck.shapes");
  return (shape: Shape | null): string =>
    shape ? t(shape.kind, "size" in shape ? { count: shape.size } : {}) : t("missing");
}
