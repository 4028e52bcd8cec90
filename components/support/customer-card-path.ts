type Card = { customerId: string; card: string };

const pathOf = ({ customerId, card }: Card) =>
  `/support/customers/${encodeURIComponent(customerId)}/cards/${encodeURIComponent(card)}`;

/** The desk's page of a customer's card; a device of null means the card of the whole account. */
export function customerCardPath(
  card: Card & { deviceId: string | null },
  more: Record<string, string> = {},
) {
  const query = new URLSearchParams({ ...(card.deviceId && { device: card.deviceId }), ...more });
  return query.size > 0 ? `${pathOf(card)}?${query}` : pathOf(card);
}

/** Where a form of that page posts to. */
export const cardFormPath = (card: Card, form: "mail" | "open") => `${pathOf(card)}/${form}`;
