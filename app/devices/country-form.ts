import { headers } from "next/headers";
import { guessCountry } from "@/lib/customers";
import { countries } from "@/lib/dash";
import type { Customer } from "@/lib/viewer";

/** What the country form needs: the list, the answer or a guess at it, and the device whose page asks. */
export async function readCountryForm(viewer: Customer, deviceId: string | null) {
  const accepted = (await headers()).get("accept-language");
  return {
    codes: Object.keys(countries),
    chosen: viewer.country ?? guessCountry(viewer.language, accepted),
    deviceId,
  };
}
