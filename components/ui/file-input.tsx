"use client";

import type { ChangeEvent } from "react";

type Props = {
  /** The name of the field, and its id. */
  name: string;
  /** What the browser offers, as in `accept`. */
  accept: string;
  /** The largest file in bytes. */
  most: number;
  /** What the browser says about a larger one. */
  tooLarge: string;
  describedBy: string;
  isWrong: boolean;
  isRequired?: boolean;
};

/** The field to choose a file. It refuses a large one before it is sent; the server checks it, too. */
export function FileInput({ name, accept, most, tooLarge, describedBy, isWrong, isRequired = false }: Props) {
  const check = ({ currentTarget: input }: ChangeEvent<HTMLInputElement>) => {
    input.setCustomValidity((input.files?.[0]?.size ?? 0) > most ? tooLarge : "");
    input.reportValidity();
  };
  return (
    <input
      id={name}
      name={name}
      type="file"
      required={isRequired}
      accept={accept}
      onChange={check}
      aria-describedby={describedBy}
      aria-invalid={isWrong ? true : undefined}
      className="block min-h-12 w-full rounded-control border border-control bg-surface py-1 pr-3 pl-1 file:mr-3 file:min-h-10 file:rounded-control file:border-0 file:bg-sunken file:px-4 file:font-medium"
    />
  );
}
