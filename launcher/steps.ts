/** Runs one step of a script: prints its name, then how long it took. */
export async function runStep<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  console.log(`\n${formatBold(`▸ ${name}`)}`);
  const result = await work();
  console.log(`  done in ${formatSeconds(started)}`);
  return result;
}

export const formatSeconds = (started: number) => `${((performance.now() - started) / 1000).toFixed(1)} s`;

export const formatBold = (text: string) =>
  process.stdout.isTTY && !process.env.NO_COLOR ? `\x1b[1m${text}\x1b[22m` : text;
