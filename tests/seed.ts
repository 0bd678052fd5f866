// One seed for every property test, so that a run can be repeated and a change is not blamed for another day's luck.
// LAUREL_SEED looks elsewhere: a number of one's own, or `random`.
import fc from 'fast-check';
import { vi } from 'vitest';

const wanted = process.env.LAUREL_SEED ?? '20261123';
if (wanted !== 'random') {
  const seed = Number(wanted);
  if (!Number.isSafeInteger(seed))
    throw new Error(`LAUREL_SEED is "${wanted}", not a whole number or "random"`);
  fc.configureGlobal({ seed });
}

// A machine that is busy with something else takes longer than a second to come to what a test waits for.
const { waitFor } = vi;
vi.waitFor = (callback, options) =>
  waitFor(callback, { timeout: 15_000, ...(typeof options === 'number' ? { timeout: options } : options) });
