import { encode } from "uqr";

/** Modules around the code that a camera needs free. */
const quiet = 4;
/** Width to aim at, in pixels. */
const wanted = 280;

/** A QR code, dark on white in both themes. `label` says what it holds. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { ecc: "M", border: quiet });
  // Whole pixels a module, so that all are alike.
  const width = size * Math.round(wanted / size);
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])));
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      width={width}
      height={width}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="h-auto max-w-full rounded-control"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path.join("")} fill="#000" />
    </svg>
  );
}
