import { files } from "@/lib/routes";

/** A device's drawing from the sprite. It is decorative: the text beside it names the device. */
export function Drawing({ name, className }: { name: string; className?: string }) {
  return (
    <svg viewBox="0 0 96 96" aria-hidden="true" className={className ? `drawing ${className}` : "drawing"}>
      <use href={files.drawing(name)} />
    </svg>
  );
}
