import { Notice } from "@/components/ui/notice";
import { useTranslations } from "@/lib/i18n/intl";
import type { ImportRun } from "@/lib/import/types";
import { AutoRefresh } from "./auto-refresh";

type Props = {
  run: ImportRun;
  /** Whether no worker has taken it up for a while. */
  isWaiting: boolean;
  /** What went wrong, in words. */
  fault: string | null;
};

/** How an import stands. While it moves, the page is loaded again and again. */
export function RunStatus({ run, isWaiting, fault }: Props) {
  const t = useTranslations("imports.run");
  const { state, isStuck, writes, line, hasFile, source } = run;
  const isMoving = state === "checking" || state === "applying";
  const words = state !== "failed" ? t(state) : t(writes ? "failedApply" : "failedCheck", { line });
  const isGone = !hasFile && source === "browser" && (state === "checked" || state === "failed");
  return (
    <div className="max-w-device">
      <div role="status">
        <Notice>
          <p className="text-body font-medium">{words}</p>
          {fault && <p className="mt-1 text-body wrap-anywhere">{fault}</p>}
          {isStuck && (
            <p className="mt-1 text-warning">{t(source === "command" ? "stuckCommand" : "stuck")}</p>
          )}
          {isMoving && isWaiting && !isStuck && <p className="mt-1 text-warning">{t("waiting")}</p>}
          {isGone && <p className="mt-1">{t("gone")}</p>}
        </Notice>
      </div>
      {isMoving && <Progress run={run} />}
      {isMoving && !isStuck && <Refresh />}
    </div>
  );
}

// Browsers draw it in their own colours unless told part by part.
const bar =
  "block h-2 w-full appearance-none overflow-hidden rounded-full border-0 bg-line text-accent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent";

function Progress({ run: { line, lines } }: { run: ImportRun }) {
  const t = useTranslations("imports.run");
  const known = lines !== null && line > 0;
  return (
    <div className="mt-4">
      <progress
        aria-label={t("bar")}
        {...(known && { value: Math.min(line, lines), max: lines })}
        className={bar}
      />
      <p className="mt-1 min-h-5 text-muted tabular-nums">
        {known && t("progress", { line: Math.min(line, lines), lines })}
      </p>
    </div>
  );
}

/** With JavaScript the page changes in place; without it, the browser loads it again. */
const Refresh = () => (
  <>
    <AutoRefresh />
    <noscript>
      <meta httpEquiv="refresh" content="3" />
    </noscript>
  </>
);
