/**
 * Finds what a slot was before: the slot with its instance, or else the one that it `was`. So the same content
 * saved twice renames once.
 */
export const findEarlier = <S extends { instance: string }>(
  { instance, was }: { instance: string; was?: string },
  earlier: readonly S[],
): S | undefined =>
  earlier.find((slot) => slot.instance === instance) ?? earlier.find((slot) => slot.instance === was);
