"use client";

import type { ChangeEvent } from "react";
import { largestFile } from "@/lib/import/types";

type Props = {
  /** What the browser says about a file above the limit. */
  tooLarge: string;
  describedBy: string;
  isWrong: boolean;
};

/** Refuses a file that is too large before all of it is sent. The server checks it, too. */
function check({ currentTarget: input }: ChangeEvent<HTMLInputElement>, tooLarge: string) {
  input.setCustomValidity((input.files?.[0]?.size ?? 0) > largestFile ? tooLarge : "");
  input.reportValidity();
}

/** The field to choose a file. */
export const FileInput = ({ tooLarge, describedBy, isWrong }: Props) => (
  <input
    id="file"
    name="file"
    type="file"
    required
    accept=".csv,.txt,.tsv,.ndjson,.jsonl,text/csv,text/plain,text/tab-separated-values,application/x-ndjson"
    onChange={(event) => check(event, tooLarge)}
    aria-describedby={describedBy}
    aria-invalid={isWrong ? true : undefined}
    className="block min-h-12 w-full rounded-control border border-control bg-surface py-1 pr-3 pl-1 file:mr-3 file:min-h-10 file:rounded-control file:border-0 file:bg-sunken file:px-4 file:font-medium"
  />
);
