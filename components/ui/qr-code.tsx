import { encode } from "uqr";

/** Quiet zone around the code, in modules. */
const quiet = 4;
/** Target width in pixels. */
const wanted = 280;

/** A QR code, dark on white in both themes. `label` describes its content. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { ecc: "M", border: quiet });
  // A whole number of pixels per module, so that all modules are the same size.
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
