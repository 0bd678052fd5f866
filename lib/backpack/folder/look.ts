// What there is in the folder and in the backpack, and what the person and other devices changed, arranged and deleted.
import type { Arrangement } from '../taking-in';
import { folderExplanation, MARKER, type MarkerState, markerText } from './explanation';
import { readArrangement } from './reading';
import { changesSince, joinRegisters, valuesOf } from './registers';
import { documentKeyOf, isBadgeRow } from './rows';
import { Ended, type FolderRun, PUT_AT_ONCE, savesOf } from './run';
import { isGone } from './shared-badge';

export async function look(run: FolderRun): Promise<void> {
  run.arrangement = await run.backpack.arrangement(); // First: all badges in it are then among the outlines.
  for (const place of ['', 'records', 'badges', 'proofs', 'arrangement'] as const) {
    run.there.set(place, new Set(await run.directory.list(place)));
  }
  for (const row of await run.backpack.folderRows()) {
    if (isBadgeRow(row)) run.rows.set(documentKeyOf(row), row);
  }
  await outline(run);
}

export async function outline(run: FolderRun): Promise<void> {
  run.outlines.clear();
  run.idOf.clear();
  run.keyOf.clear();
  const known = new Map([...run.rows].map(([key, { badgeId }]) => [badgeId, key]));
  const outlines = await run.backpack.outlines(known, (done, total) => run.step(done, total));
  for (const outline of outlines) {
    const { key } = outline;
    const { id } = outline.badge;
    if (run.outlines.has(key)) continue; // Two entries of one document are one in the folder.
    run.outlines.set(key, outline);
    run.idOf.set(key, id);
    run.keyOf.set(id, key);
  }
}

/** First of all, so that an older Laurel does not touch what follows. */
export async function mark(run: FolderRun, before: MarkerState): Promise<void> {
  if (before === 'none' || before === 'older') await run.directory.write('', MARKER, markerText());
  const { name, bytes } = folderExplanation();
  if (before === 'older' || !run.there.get('')?.has(name)) await run.directory.write('', name, bytes);
}

/** What the person wrote here since the last time is told apart from what came, before it goes anywhere. */
export async function noticeEdits(run: FolderRun): Promise<void> {
  const edits = [...run.outlines.values()].flatMap((outline) => {
    const after = run.withEdits(outline.badge);
    return after === outline.badge ? [] : [{ outline, before: outline.badge, after }];
  });
  for (let from = 0; from < edits.length; from += PUT_AT_ONCE) {
    run.step(from, edits.length);
    const slice = edits.slice(from, from + PUT_AT_ONCE);
    const written = await run.backpack.putVersions(run.choice, slice);
    if (written === 'ended') throw new Ended();
    for (const [at, { outline, after }] of slice.entries()) {
      if (written[at] === 'written') outline.badge = after;
      else run.again = true;
    }
  }
}

/** What the person deleted and arranged here since the last time. */
export async function noticeChanges(run: FolderRun): Promise<void> {
  const rows = await run.backpack.folderRows();
  const before = rows.find((row) => row.key === 'arrangement');
  if (before) {
    run.registers = joinRegisters({}, before.registers);
    run.gone = { ...before.gone };
    run.arrangementFile = before.file;
  }
  const remove: string[] = [];
  for (const [key, row] of run.rows) {
    if (run.outlines.has(key)) continue;
    const { life, saves, changed, stamps } = row;
    run.noteGone(key, { life: life + 1, saves, changed, ...(stamps ? { stamps } : {}) });
    run.drop(row);
    run.rows.delete(key);
    remove.push(row.key);
  }
  const applied = valuesOf(run.arrangement, run.keyOf);
  const now = run.options.now?.() ?? Date.now();
  const device = run.device();
  const changes = changesSince(before?.applied ?? {}, applied, run.registers, { now, device });
  run.registers = joinRegisters(run.registers, changes);
  await run.keepArrangement(applied, remove);
}

export async function readArrangements(run: FolderRun): Promise<void> {
  for (const name of run.names('arrangement')) {
    if (name === run.arrangementFile) continue;
    const bytes = await run.read('arrangement', name);
    const arrangement = bytes && readArrangement(bytes);
    if (!arrangement) {
      run.unread += 1;
      continue;
    }
    run.registers = joinRegisters(run.registers, arrangement.registers);
    for (const [key, gone] of Object.entries(arrangement.gone)) run.noteGone(key, gone);
    run.spent.set(name, 'arrangement');
  }
}

/** Only what was in common can have been deleted there: what is new here, or came back, stays. */
export async function followDeletions(run: FolderRun): Promise<void> {
  for (const [key, { badge }] of [...run.outlines]) {
    const row = run.rows.get(key);
    const gone = run.gone[key];
    if (!row || !gone || !isGone({ ...row, saves: savesOf(badge, row), badge }, gone)) continue;
    const written = run.written(await run.backpack.removeUnchanged(run.choice, badge));
    if (written === 'changed') continue;
    run.changedHere = true;
    run.arrangement = withoutBadge(run.arrangement, badge.id);
    run.drop(row);
    run.rows.delete(key);
    run.outlines.delete(key);
    run.idOf.delete(key);
    run.keyOf.delete(badge.id);
    run.written(await run.backpack.writeRows(run.choice, { remove: [row.key] }));
  }
}

function withoutBadge({ collections, ...others }: Arrangement, gone: string): Arrangement {
  return {
    ...others,
    collections: collections.map((collection) => ({
      ...collection,
      badgeIds: collection.badgeIds.filter((id) => id !== gone),
    })),
  };
}
