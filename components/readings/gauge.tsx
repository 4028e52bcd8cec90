/** How full a supply is. A full bar always means full; of an old level only the outline stands. */
export function Gauge({ share, old = false }: { share: number; old?: boolean }) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: decorative, and a page has many; the number beside it says the same
    <svg className={old ? "gauge gauge-old" : "gauge"}>
      <rect width={`${Math.round(share * 100)}%`} />
    </svg>
  );
}
