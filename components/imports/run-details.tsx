import type { ComponentProps, ReactNode } from "react";
import type { ImportRun } from "@/lib/import/types";
import { FindingsList, type ToldRepair } from "./findings-list";
import { OutcomeTable } from "./outcome-table";
import { ReadingForm } from "./reading-form";
import { RunActions } from "./run-actions";

type Props = Omit<ComponentProps<typeof ReadingForm>, "importId" | "reading" | "isOpen"> & {
  run: ImportRun;
  repairs: readonly ToldRepair[];
  /** The rejected rows. */
  children: ReactNode;
};

/** Faults of files that are not read better with other options. */
const final = ["empty", "header-only", "excel", "zip", "gzip", "pdf", "html", "json-array"];

/** What an import has found, what can be done with it, and how its file was read. */
export function RunDetails({ run, repairs, children, ...reading }: Props) {
  const { id, state, source, hasFile, isStuck, line, fault } = run;
  const isMoving = state === "checking" || state === "applying";
  const isHopeless = state === "failed" && final.includes(fault?.code ?? "");
  const isOpen = source === "browser" && hasFile && (!isMoving || isStuck) && !isHopeless;
  const form = (run.reading || isOpen) && (
    <ReadingForm importId={id} reading={run.reading} isOpen={isOpen} {...reading} />
  );
  if (line === 0)
    return (
      <div className="mt-6 grid max-w-device grid-cols-1 gap-8">
        {form}
        <RunActions run={run} />
      </div>
    );
  return (
    <div className="mt-6 grid grid-cols-1 gap-8 lg:grid-cols-2 lg:gap-12">
      <div className="grid min-w-0 content-start gap-8">
        <OutcomeTable run={run} />
        <RunActions run={run} />
        <FindingsList run={run} repairs={repairs} />
      </div>
      {form}
      {children && <div className="lg:col-span-2">{children}</div>}
    </div>
  );
}
