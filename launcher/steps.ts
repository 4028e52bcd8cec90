/** Runs one step of a script under a line that names it, and says how long it took. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  console.log(`\n${bold(`▸ ${name}`)}`);
  const result = await work();
  console.log(`  done in ${seconds(started)}`);
  return result;
}

export const seconds = (started: number) => `${((performance.now() - started) / 1000).toFixed(1)} s`;

export const bold = (text: string) =>
  process.stdout.isTTY && !process.env.NO_COLOR ? `\x1b[1m${text}\x1b[22m` : text;
