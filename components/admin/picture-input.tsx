"use client";

import type { ChangeEvent } from "react";

type Props = {
  /** What the browser says about a file above the limit. */
  tooHeavy: string;
  describedBy: string;
  isWrong: boolean;
};

/** In bytes; the server checks it, too. */
const maxBytes = 200_000;

/** Refuses a heavy file before it is sent: the server does not read a form of several megabytes. */
function check({ currentTarget: input }: ChangeEvent<HTMLInputElement>, tooHeavy: string) {
  input.setCustomValidity((input.files?.[0]?.size ?? 0) > maxBytes ? tooHeavy : "");
  input.reportValidity();
}

/** The field to choose a picture. */
export const PictureInput = ({ tooHeavy, describedBy, isWrong }: Props) => (
  <input
    id="upload"
    name="upload"
    type="file"
    accept="image/png,image/jpeg,image/webp"
    onChange={(event) => check(event, tooHeavy)}
    aria-describedby={describedBy}
    aria-invalid={isWrong ? true : undefined}
    className="block min-h-12 w-full py-2 file:mr-3 file:min-h-10 file:rounded-control file:border file:border-control file:bg-surface file:px-4 file:font-medium"
  />
);
