// Part of npm run import: how far it is.
import { SingleBar } from "cli-progress";
import type { Streams } from "./usage";
import { formatCount } from "./words";

/** Milliseconds between two lines where there is no terminal. */
const pause = 10_000;

/** Shows how far a file is: `line` of `lines`, which are null if nobody knows. */
export type Progress = { show: (line: number) => void; stop: () => void };

/** Creates a bar on a terminal, plain lines elsewhere. */
export const createProgress = (stderr: Streams["stderr"], file: string, lines: number | null): Progress =>
  stderr.isTTY ? createBar(stderr, file, lines) : createLines(stderr, file, lines);

const started = () => performance.now();
const findRate = (line: number, since: number) => (line * 1000) / Math.max(1, performance.now() - since);

/** Says how long the rest takes, such as "3 min left". */
function writeLeft(line: number, lines: number | null, rate: number): string {
  if (lines === null || rate === 0) return "";
  const seconds = Math.ceil(Math.max(0, lines - line) / rate);
  return seconds < 90 ? `${seconds} s left` : `${Math.ceil(seconds / 60)} min left`;
}

function createBar(stderr: Streams["stderr"], file: string, lines: number | null): Progress {
  const since = started();
  const format =
    lines === null
      ? `${file}  {value} lines, {rate} a second`
      : `${file}  {bar} {percentage} %, {rate} a second, {left}`;
  const bar = new SingleBar({
    format,
    stream: stderr as NodeJS.WritableStream,
    hideCursor: true,
    clearOnComplete: true,
    barsize: 24,
    linewrap: false,
  });
  bar.start(lines ?? 0, 0, { rate: "0", left: "" });
  return {
    show: (line) => {
      const rate = findRate(line, since);
      bar.update(line, { rate: formatCount(Math.round(rate)), left: writeLeft(line, lines, rate) });
    },
    stop: () => bar.stop(),
  };
}

function createLines(stderr: Streams["stderr"], file: string, lines: number | null): Progress {
  const since = started();
  let next = since + pause;
  return {
    show: (line) => {
      if (performance.now() < next) return;
      next = performance.now() + pause;
      const rate = findRate(line, since);
      const of = lines === null ? "" : ` of about ${formatCount(lines)}`;
      const left = writeLeft(line, lines, rate);
      stderr.write(
        `${file}: ${formatCount(line)}${of} lines, ${formatCount(Math.round(rate))} a second${left && `, ${left}`}\n`,
      );
    },
    stop: () => {},
  };
}
