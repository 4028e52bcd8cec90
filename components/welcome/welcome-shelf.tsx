import { Drawing } from "@/components/ui/drawing";

// In display order; a phone has room for three.
const shelf = ["coffee-machine", "printer", "water-filter", "washing-machine", "air-purifier", "pet-feeder"];

/** The row of device drawings on the welcome page. */
export function WelcomeShelf() {
  return (
    <div className="flex items-end justify-center gap-2 overflow-hidden rounded-tile bg-sunken min-[23.5rem]:gap-4 px-4 pt-10 pb-6 sm:gap-10 sm:px-8 sm:pt-14 sm:pb-10">
      {shelf.map((drawing, index) => (
        <Drawing
          key={drawing}
          name={drawing}
          className={`size-20 min-[23.5rem]:size-24 sm:size-28 ${index > 2 ? "max-sm:hidden" : ""} ${index > 3 ? "max-md:hidden" : ""}`}
        />
      ))}
    </div>
  );
}
