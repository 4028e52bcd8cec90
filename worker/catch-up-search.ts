import { logFailure } from "@/lib/observability";
import { catchUp } from "@/lib/search";

/** Writes the search text that an import has left, as one that was killed. */
export async function catchUpSearch(): Promise<void> {
  try {
    for (let left = 1; left > 0; ) left = await catchUp();
  } catch (error) {
    logFailure("search", error);
  }
}
