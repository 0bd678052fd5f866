// Backpack and folder become the same: look at both, take in what came, write what lacks, tidy up.
import { readMarker } from './explanation';
import { followDeletions, look, mark, noticeChanges, noticeEdits, readArrangements } from './look';
import { Ended, FolderRun, type SyncOptions } from './run';
import { readAwaited, readRecords } from './take-in';
import { tidy } from './tidy';
import { arrange, writeBadges } from './write-out';

/**
 * `waiting`: files that are named in the folder and have not come yet. `unread`: records and lists that are half here or
 * damaged; they stay where they are. `ended`: the folder was left meanwhile.
 */
export type Synced =
  | { kind: 'done'; changedHere: boolean; waiting: number; unread: number }
  | { kind: 'ended' }
  | { kind: 'problem'; code: 'newer-version' };

/**
 * Whatever ends it, nothing is lost: files are written before what names them, and deleted only after all that they said
 * is in a newer one. Rejects with FolderError, BackpackError and the signal's
 * reason. Only one at a time on one device (the caller holds a lock); devices need not know of each other.
 */
export async function syncFolder(options: SyncOptions): Promise<Synced> {
  let changedHere = false;
  for (let round = 0; ; round += 1) {
    const synced = await runOnce(options);
    if (synced.kind !== 'again') {
      return synced.kind === 'done' ? { ...synced, changedHere: changedHere || synced.changedHere } : synced;
    }
    changedHere ||= synced.changedHere;
    if (round >= MAX_ROUNDS) return { ...synced, kind: 'done', changedHere };
  }
}

/** While the person works on it the backpack may change under our hands; the next change looks again anyway. */
const MAX_ROUNDS = 3;

type Ran = Synced | { kind: 'again'; changedHere: boolean; waiting: number; unread: number };

async function runOnce(options: SyncOptions): Promise<Ran> {
  const run = new FolderRun(options);
  const choice = await run.backpack.choice();
  if (!choice) return { kind: 'ended' };
  run.choice = choice.id;
  try {
    const marker = await readMarker(run.directory);
    if (marker === 'newer') return { kind: 'problem', code: 'newer-version' };
    await look(run);
    await noticeEdits(run);
    await mark(run, marker);
    await noticeChanges(run);
    await readArrangements(run);
    await followDeletions(run);
    await readRecords(run);
    await readAwaited(run);
    await writeBadges(run);
    await arrange(run);
    await tidy(run);
    const now = run.options.now?.() ?? Date.now();
    run.written(await run.backpack.markDone(run.choice, new Date(now).toISOString()));
  } catch (cause) {
    if (cause instanceof Ended) return { kind: 'ended' };
    throw cause;
  }
  const waiting = [...run.rows.values()].reduce((sum, row) => sum + row.waiting, 0);
  const counts = { changedHere: run.changedHere, waiting, unread: run.unread };
  return { kind: run.again ? 'again' : 'done', ...counts };
}
