/** How full a supply is. A full bar always means full; of an old level only the outline stands. */
export function Gauge({ share, old = false }: { share: number; old?: boolean }) {
  return (
    <svg className={old ? "gauge gauge-old" : "gauge"} aria-hidden="true">
      <rect width={`${Math.round(share * 100)}%`} />
    </svg>
  );
}
