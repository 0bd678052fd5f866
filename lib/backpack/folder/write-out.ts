// What the folder lacks of the backpack is written into it.
import { sha256Hex, sha256Of } from '../award-keys';
import { atOnce } from './at-once';
import { outline } from './look';
import { knownStamps } from './own-words';
import { fingerprintOf, recordName, recordText } from './record';
import { arrangementOf, canonical, valuesOf } from './registers';
import { type BadgeRow, documentKeyOf, rowKeyOf } from './rows';
import { AT_ONCE, type FolderRun, PUT_AT_ONCE, savesOf } from './run';
import { type Outline, outlinedBadgeOf } from './shared-backpack';

/** A badge that the folder has not, or not like this. */
interface Lacking {
  key: string;
  outline: Outline;
  /** Its row as it is before the folder has it. */
  row: BadgeRow;
  /** Of the badge as it is now. */
  fingerprint: string;
}

export async function writeBadges(run: FolderRun): Promise<void> {
  if (run.changedHere) await outline(run);
  const outlines = [...run.outlines];
  for (let from = 0; from < outlines.length; from += PUT_AT_ONCE) {
    run.step(from, outlines.length);
    const slice = outlines.slice(from, from + PUT_AT_ONCE);
    const looked = await Promise.all(slice.map(([key, one]) => lackingOf(run, key, one)));
    const lacking = looked.filter((one) => one !== undefined);
    const known = lacking.map(({ row }) => row);
    await putRows(run, known); // First: a deletion then reaches all that the folder has, whatever ends this run.
    const rows: BadgeRow[] = [];
    let done = from + slice.length - lacking.length;
    try {
      await atOnce(AT_ONCE, lacking, async (one) => {
        run.step(done, outlines.length);
        done += 1;
        const row = await writeBadge(run, one);
        if (row) rows.push(row);
      });
    } finally {
      await putRows(run, rows);
    }
  }
}

async function putRows(run: FolderRun, put: readonly BadgeRow[]): Promise<void> {
  if (put.length > 0) run.written(await run.backpack.writeRows(run.choice, { put }));
  for (const row of put) run.rows.set(documentKeyOf(row), row);
}

/** Undefined: nothing of it is to be written, or the person edited it meanwhile. */
async function lackingOf(run: FolderRun, key: string, outline: Outline): Promise<Lacking | undefined> {
  const { badge, parts } = outline;
  if (run.withEdits(badge) !== badge) {
    run.again = true;
    return undefined;
  }
  const before = run.rows.get(key);
  const life = Math.max(before?.life ?? 0, run.gone[key]?.life ?? 0);
  const fingerprint = await fingerprintOf(badge, parts, life);
  if (before?.fingerprint === fingerprint && (await isThere(run, before))) return undefined;
  const row: BadgeRow = {
    ...(before ?? { fingerprint: '', file: '', files: [], evidence: [], waiting: 0 }),
    key: rowKeyOf(key),
    badgeId: badge.id,
    life,
    saves: savesOf(badge, before),
    changed: badge.changed ?? {},
    stamps: knownStamps(badge),
  };
  return { key, outline, row, fingerprint };
}

async function writeBadge(
  run: FolderRun,
  { key, outline, row, fingerprint }: Lacking,
): Promise<BadgeRow | undefined> {
  const [whole] = await run.wholesOf([key]);
  if (!whole || canonical(outlinedBadgeOf(whole.badge)) !== canonical(outline.badge)) {
    run.again = true; // Deleted or edited meanwhile.
    return undefined;
  }
  const shared = await run.sharedOf(key, whole);
  for (const reference of shared.files) {
    const bytes = whole.files.find(({ role }) => role === reference.role)?.bytes;
    if (bytes && (await sha256Of(bytes)) === reference.sha256) await run.put('badges', reference.file, bytes);
  }
  for (const { file, sha256, url } of shared.evidence) {
    const held = whole.evidence.find((one) => one.sha256 === sha256 && one.url === url);
    if (held) await run.put('proofs', file, held.bytes);
  }
  const text = recordText(shared);
  const file = await run.put('records', await recordName(shared, text), new TextEncoder().encode(text));
  if (row.file !== file && row.file !== '') run.spent.set(row.file, 'records');
  run.dropProofs(row, shared);
  return { ...row, fingerprint, file, files: shared.files, evidence: shared.evidence };
}

async function isThere(run: FolderRun, row: BadgeRow): Promise<boolean> {
  if (!run.there.get('records')?.has(row.file)) return false;
  if (row.waiting > 0) return true;
  for (const { file } of row.files) {
    if (!run.there.get('badges')?.has(await run.shelf.stored(file))) return false;
  }
  for (const { file } of row.evidence) {
    if (!run.there.get('proofs')?.has(await run.shelf.stored(file))) return false;
  }
  return true;
}

export async function arrange(run: FolderRun): Promise<void> {
  const after = arrangementOf(run.registers, run.idOf);
  const wanted = valuesOf(after, run.keyOf);
  let changed = false;
  if (canonical(valuesOf(run.arrangement, run.keyOf)) !== canonical(wanted)) {
    const rest = { before: run.arrangement, row: run.arrangementRow(wanted) };
    const written = run.written(await run.backpack.putArrangement(run.choice, after, rest));
    changed = written === 'changed';
    if (changed) run.again = true;
    else run.changedHere = true;
  }
  const content = { format: 'laurel-arrangement', registers: run.registers, gone: run.gone };
  const text = `${JSON.stringify(JSON.parse(canonical(content)), null, 1)}\n`;
  const name = `arrangement.${(await sha256Hex(text)).slice(0, 16)}.json`;
  const file = await run.put('arrangement', name, new TextEncoder().encode(text));
  if (run.arrangementFile !== file && run.arrangementFile !== '') {
    run.spent.set(run.arrangementFile, 'arrangement');
  }
  run.arrangementFile = file;
  if (!changed) await run.keepArrangement(wanted);
}
