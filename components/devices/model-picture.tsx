import { Drawing } from "@/components/ui/drawing";
import type { DeviceSummary } from "@/lib/devices/types";
import { routes } from "@/lib/routes";

type Props = {
  device: Pick<DeviceSummary, "drawing" | "picture">;
  /** Its size, where the list does not decide it. */
  className?: string;
  /** Whether it is likely below the first screen. */
  lazy?: boolean;
};

/** The partner's picture of a model, or its drawing. It is decorative: the text beside it names the device. */
export function ModelPicture({ device: { drawing, picture }, className, lazy = false }: Props) {
  if (!picture) return <Drawing name={drawing} className={className} />;
  // Multiplied, a white background takes the colour behind it. On dark pages that is a light plate.
  return (
    <span className={className ? `picture ${className}` : "picture"}>
      {/* biome-ignore lint/performance/noImgElement: next/image needs inline styles, which the policy forbids */}
      <img
        src={routes.picture({ hash: picture })}
        alt=""
        width={96}
        height={96}
        loading={lazy ? "lazy" : undefined}
        decoding="async"
      />
    </span>
  );
}
