import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { firstParam, type SearchParams } from "@/app/_http/request";
import { RejectTable } from "@/components/imports/reject-table";
import { RunDetails } from "@/components/imports/run-details";
import { RunStatus } from "@/components/imports/run-status";
import { sumOutcomes } from "@/components/imports/sum-outcomes";
import { StaffLayout } from "@/components/staff/staff-layout";
import { UnrecordedNotice } from "@/components/support/unrecorded-notice";
import { BackLink } from "@/components/ui/back-link";
import { isolate } from "@/components/ui/isolate";
import { Notice } from "@/components/ui/notice";
import { requireStaff } from "@/lib/auth";
import { problems, readProblem } from "@/lib/errors";
import { getFormatter, getTranslations } from "@/lib/i18n/intl";
import { findRun, listRejects } from "@/lib/import";
import { isImportWaiting } from "@/lib/jobs";
import { routes } from "@/lib/routes";
import { readId } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { writeOptions } from "../options";
import { createRunWords } from "./describe-run";

type Props = { params: Promise<{ importId: string }>; searchParams: SearchParams };

const requireViewer = async ({ params }: Props) => requireStaff(routes.import(await params), "admin");

async function requireRun(viewer: Staff, { params }: Props) {
  const importId = readId((await params).importId);
  const run = importId && (await findRun(viewer, importId));
  return run ? { importId, run } : notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { run } = await requireRun(await requireViewer(props), props);
  return { title: run.fileName };
}

export default async function ImportPage(props: Props) {
  const viewer = await requireViewer(props);
  const { importId, run } = await requireRun(viewer, props);
  const { problem } = await props.searchParams;
  const isMoving = run.state === "checking" || run.state === "applying";
  const rejected = isMoving ? 0 : sumOutcomes(run.findings).rejected;
  const rejects = rejected > 0 ? await listRejects(viewer, importId) : null;
  const isWaiting = isMoving && (await isImportWaiting(importId, 10));
  const [t, format, words] = [await getTranslations(), await getFormatter(), await createRunWords()];
  const changed = readProblem(firstParam(problem), ["import-changed"]);
  const helps = run.fault?.code === "sync-many" || run.fault?.code === "encoding-broken";
  const isAmbiguous =
    rejects?.ok && rejects.value.some(({ reasons }) => reasons.some(({ code }) => code === "date-ambiguous"));
  return (
    <StaffLayout role={viewer.role} current="import">
      <BackLink href={routes.imports()}>{t("imports.run.back")}</BackLink>
      <h1 className="text-page font-bold wrap-anywhere">{isolate(run.fileName)}</h1>
      <p className="mt-1 mb-4 text-muted">
        {format.dateTime(run.createdAt, "moment")}{" "}
        <bdi className="ml-2">{run.source === "command" ? t("audit.command") : run.createdBy}</bdi>
      </p>
      {changed && !isMoving && run.state !== "applied" && (
        <div className="mb-4 max-w-device">
          <Notice role="alert">{t(problems[changed].words)}</Notice>
        </div>
      )}
      <RunStatus run={run} isWaiting={isWaiting} fault={words.fault(run)} />
      {(!isMoving || run.isStuck) && (
        <RunDetails
          run={run}
          columns={words.columns(run)}
          repairs={words.repairs(run)}
          chosen={writeOptions(run.options)}
          needsOptions={helps || isAmbiguous === true}
        >
          {rejects?.ok && (
            <RejectTable importId={importId} rejects={words.rejects(run, rejects.value)} count={rejected} />
          )}
          {rejects && !rejects.ok && <UnrecordedNotice reference={rejects.problems[0].reference} />}
        </RunDetails>
      )}
    </StaffLayout>
  );
}
