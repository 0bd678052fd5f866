// What other devices wrote about badges becomes part of the backpack.
import { sha256Of } from '../award-keys';
import type { WholeBadge } from '../records';
import type { Place } from './directory';
import { knownStamps } from './own-words';
import { readSharedBadge } from './reading';
import { fingerprintOf, recordName, recordText } from './record';
import { canonical } from './registers';
import { type BadgeRow, rowKeyOf } from './rows';
import { type Arrived, AT_ONCE, Ended, type FolderRun, PUT_AT_ONCE } from './run';
import { outlinedBadgeOf, partsOf } from './shared-backpack';
import { isGone, joinBadges, type SharedBadge } from './shared-badge';

const PUT_AT_ONCE_BYTES = 8_000_000;

/** `name`: the record in the folder that says it. */
interface Arrival {
  incoming: SharedBadge;
  name?: string;
}

export async function readRecords(run: FolderRun): Promise<void> {
  const known = new Set([...run.rows.values()].map(({ file }) => file));
  const news = run.names('records').filter((name) => !known.has(name) && !run.spent.has(name));
  for (let from = 0; from < news.length; from += AT_ONCE) {
    run.step(from, news.length);
    const read = await Promise.all(
      news.slice(from, from + AT_ONCE).map(async (name) => {
        const bytes = await run.read('records', name);
        const incoming = bytes && (await readSharedBadge(bytes));
        return incoming && { name, incoming };
      }),
    );
    const whole = read.filter((arrival) => arrival !== undefined);
    run.unread += read.length - whole.length;
    await takeIn(run, whole);
  }
  await putArrived(run);
}

/** Files that were named before they came. */
export async function readAwaited(run: FolderRun): Promise<void> {
  for (const [key, row] of run.rows) {
    if (row.waiting === 0 || !run.outlines.has(key)) continue;
    const [whole] = await run.wholesOf([key]);
    if (whole) await takeIn(run, [{ incoming: await run.sharedOf(key, whole) }]);
  }
  await putArrived(run);
}

/** Writes of badges wait for each other: many in one transaction take as long as a few. */
async function takeIn(run: FolderRun, arrivals: readonly Arrival[]): Promise<void> {
  for (const group of eachOnce(arrivals)) {
    if (group.some(({ incoming }) => run.arrived.has(incoming.key))) await putArrived(run);
    const wholes = await run.wholesOf(group.map(({ incoming }) => incoming.key));
    const arrived = await Promise.all(group.map((arrival, at) => arrivedBy(run, arrival, wholes[at])));
    for (const one of arrived) if (one) run.arrived.set(one.key, one);
    const bytes = [...run.arrived.values()].reduce((sum, one) => sum + sizeOf(one.whole), 0);
    if (run.arrived.size >= PUT_AT_ONCE || bytes >= PUT_AT_ONCE_BYTES) await putArrived(run);
  }
}

/** What the badge becomes by it. Undefined: nothing changes here, it stays deleted, or the person was faster. */
async function arrivedBy(
  run: FolderRun,
  { incoming, name }: Arrival,
  before: WholeBadge | undefined,
): Promise<Arrived | undefined> {
  const { key } = incoming;
  const gone = run.gone[key];
  if (!before && gone && isGone(incoming, gone)) {
    run.drop(incoming);
    if (name !== undefined) run.spent.set(name, 'records');
    return undefined;
  }
  if (before ? run.withEdits(before.badge) !== before.badge : run.outlines.has(key)) {
    run.leave(incoming); // Edited or deleted meanwhile.
    return undefined;
  }
  const local = before && (await run.sharedOf(key, before));
  const joined = joinBadges(local ?? incoming, incoming);
  for (const one of [local, incoming]) run.dropProofs(one, joined);
  const life = Math.max(joined.life, gone?.life ?? 0);
  const { files, missing } = await filesOf(run, joined, before, local);
  const evidence = await evidenceOf(run, joined, before);
  const id = before?.badge.id ?? key;
  const whole: WholeBadge = {
    badge: { ...joined.badge, id },
    files: files.map((file) => ({ ...file, badgeId: id })),
    reports: joined.reports.map((report) => ({ badgeId: id, checkedAt: report.checkedAt, report })),
    evidence: evidence.map((document) => ({ ...document, badgeId: id })),
  };
  const waiting = missing + joined.evidence.length - evidence.length;
  const row: BadgeRow = {
    key: rowKeyOf(key),
    badgeId: id,
    fingerprint: '',
    file: run.rows.get(key)?.file ?? '',
    files: joined.files,
    evidence: joined.evidence,
    life,
    saves: joined.saves,
    changed: joined.badge.changed ?? {},
    stamps: knownStamps(joined.badge),
    waiting,
  };
  const arrived = { key, incoming, whole, before, row, ...(name === undefined ? {} : { name }) };
  if (
    name !== undefined &&
    waiting === 0 &&
    life === joined.life &&
    name === (await recordNameOf(run, joined))
  ) {
    // Nothing more is to be written about it: that record says what is here now.
    const fingerprint = await fingerprintOf(outlinedBadgeOf(whole.badge), partsOf(whole), life);
    return { ...arrived, row: { ...row, file: name, fingerprint } };
  }
  if (!local || waiting !== run.rows.get(key)?.waiting || canonical(joined) !== canonical(local)) {
    return arrived;
  }
  noteArrived(run, arrived);
  return undefined;
}

async function putArrived(run: FolderRun): Promise<void> {
  const arrived = [...run.arrived.values()];
  run.arrived.clear();
  if (arrived.length === 0) return;
  const written = await run.backpack.putWholes(run.choice, arrived);
  if (written === 'ended') throw new Ended();
  for (const [at, one] of arrived.entries()) {
    if (written[at] === 'written') {
      run.changedHere = true;
      noteArrived(run, one);
    } else run.leave(one.incoming);
  }
}

function noteArrived(run: FolderRun, { key, whole: { badge }, row, name }: Arrived): void {
  run.rows.set(key, row);
  // Looked at again before it is written.
  if (!run.outlines.has(key)) run.outlines.set(key, { key, badge: outlinedBadgeOf(badge), parts: [] });
  run.idOf.set(key, badge.id);
  run.keyOf.set(badge.id, key);
  if (name !== undefined) run.spent.set(name, 'records');
}

async function filesOf(
  run: FolderRun,
  { files }: SharedBadge,
  before: WholeBadge | undefined,
  local: SharedBadge | undefined,
): Promise<{ files: Omit<WholeBadge['files'][number], 'badgeId'>[]; missing: number }> {
  const found = await Promise.all(
    files.map(async (reference) => {
      const { role, name, mediaType, sha256, file } = reference;
      const held = before?.files.find((one) => one.role === role);
      const same = local?.files.some((one) => one.role === role && one.sha256 === sha256);
      const bytes =
        held && same && (await sha256Of(held.bytes)) === sha256
          ? held.bytes
          : await meantBytes(run, 'badges', file, sha256);
      return bytes && { role, name, mediaType, bytes, sha256 };
    }),
  );
  const kept = found.filter((file) => file !== undefined);
  // Until the file that stands has come, the one that is here does.
  const others = before?.files.filter(({ role }) => !kept.some((file) => file.role === role)) ?? [];
  return {
    files: [...kept, ...others.map(({ badgeId: _here, ...file }) => file)],
    missing: found.length - kept.length,
  };
}

async function evidenceOf(
  run: FolderRun,
  { evidence }: SharedBadge,
  before: WholeBadge | undefined,
): Promise<Omit<WholeBadge['evidence'][number], 'badgeId'>[]> {
  const found = await Promise.all(
    evidence.map(async ({ file, ...document }) => {
      const held = before?.evidence.find(
        ({ sha256, url }) => sha256 === document.sha256 && url === document.url,
      );
      const bytes = held?.bytes ?? (await meantBytes(run, 'proofs', file, file.split('.')[0] ?? ''));
      return bytes && { ...document, bytes };
    }),
  );
  return found.filter((document) => document !== undefined);
}

/** Only as they were meant: half a file is none. */
async function meantBytes(
  run: FolderRun,
  place: Place,
  name: string,
  sha256: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const stored = await run.shelf.stored(name);
  if (!run.there.get(place)?.has(stored)) return undefined;
  const bytes = await run.read(place, stored);
  return bytes && (await sha256Of(bytes)) === sha256 ? bytes : undefined;
}

async function recordNameOf(run: FolderRun, shared: SharedBadge): Promise<string> {
  return run.shelf.stored(await recordName(shared, recordText(shared)));
}

/** Groups in which no badge is twice, in the same order. */
function eachOnce(arrivals: readonly Arrival[]): Arrival[][] {
  const groups: Arrival[][] = [];
  for (const arrival of arrivals) {
    const last = groups.at(-1);
    if (!last || last.some(({ incoming }) => incoming.key === arrival.incoming.key)) groups.push([arrival]);
    else last.push(arrival);
  }
  return groups;
}

function sizeOf({ files, evidence }: WholeBadge): number {
  return [...files, ...evidence].reduce((sum, { bytes }) => sum + bytes.length, 0);
}
