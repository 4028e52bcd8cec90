import { statement } from "@/lib/db";

const ping = statement("ping", "select 1");

/** Whether the database answers within `milliseconds`. Never throws and never waits longer. */
export async function checkDatabase(milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const answered = ping().then(
    () => true,
    () => false,
  );
  const ready = await Promise.race([answered, late]);
  clearTimeout(timer);
  return ready;
}
