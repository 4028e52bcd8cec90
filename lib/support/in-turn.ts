/** Searches that run at once in one process, of its ten connections: the others are there for customers. */
const atOnce = 4;

let running = 0;
const waiting: (() => void)[] = [];

/** Does `work` once it is its turn, in the order in which it was asked for. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < atOnce) running += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    // A turn is handed on: nobody who comes now can take it first.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
