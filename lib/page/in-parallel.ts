const AT_ONCE = 4;

/** A few at a time, in their order. What fails first rejects at once; the others go on (`folder/at-once.ts` waits for them). */
export async function inParallel<T>(items: readonly T[], job: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const runners = Array.from({ length: Math.min(AT_ONCE, queue.length) }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await job(item);
  });
  await Promise.all(runners);
}
