import type { Backpack, Saving } from '../backpack';
import type { Contents } from './contents';
import { saveBadgesIn } from './file-badges';
import {
  type ImportState,
  isDueAtOnce,
  isOutOfRoom,
  type Line,
  mayWorkNow,
  type Saved,
  savedIn,
  withoutTaken,
} from './outcome';
import type { GivenPdf, Taken, Waiting } from './waiting';

export interface ImportWorld {
  backpack: Pick<Backpack, 'save' | 'remove' | 'reports'>;
  contentsOf(bytes: Uint8Array, at?: string): Promise<Contents>;
  /** What is in a PDF; `stopped` with the signal. Rejects where it can not be read from the disk. */
  takePdf(pdf: GivenPdf, signal: AbortSignal): Promise<Taken>;
  /** The report is in the backpack afterwards. */
  check(badgeId: string): Promise<unknown>;
  /** A whole backup was among the files. */
  backup(file: File): void;
  /** The backpack is another one than before. */
  changed(): Promise<void>;
  shown(state: ImportState): void;
}

/** Reports come in faster than anybody reads. */
const SHOWN_EVERY_MS = 150;
/** How often the list behind a long import follows it. */
const FOLLOWED_EVERY_MS = 3_000;
const CHECKED_AT_ONCE = 3;

interface Work extends Line {
  waiting: Waiting;
  /** Badges that an earlier try had put in. */
  kept: ReadonlySet<string>;
}

/**
 * Adds things one after the other: whatever becomes of one, the next one is taken. Each badge is written wholly or not
 * at all, so that an import that is cut short anywhere can simply be done again. Badges are saved first and checked
 * after: they are kept even when nobody can be asked.
 */
export class Import {
  readonly #world: ImportWorld;
  #lines: Work[] = [];
  #queue: Work[] = [];
  #added = new Set<string>();
  #unchecked = new Set<string>();
  #needs = new Map<string, string[]>();
  #working: ImportState['working'];
  #stop = new AbortController();
  #running: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ids = 0;

  constructor(world: ImportWorld) {
    this.#world = world;
  }

  /** Resolves once these and all that waits with them are through. */
  add(waiting: readonly Waiting[]): Promise<void> {
    const work = waiting.map((one) => this.#work(one));
    this.#lines = [...this.#lines, ...work];
    this.#queue.push(...work.filter(isDueAtOnce));
    return this.#run();
  }

  /** Asks where these lines lead: the person's word for it. */
  look(lineIds: readonly number[]): Promise<void> {
    const asked = this.#lines.filter(({ id, outcome }) => outcome.kind === 'asks' && lineIds.includes(id));
    for (const line of asked) line.outcome = { kind: 'waiting' };
    this.#queue.push(...asked);
    return this.#run();
  }

  /** Once more what no room, the person, or a missing leave had kept out. */
  tryAgain(): Promise<void> {
    const again = this.#lines.filter(mayWorkNow);
    for (const line of again) {
      line.kept = new Set([...line.kept, ...savedIn(line.outcome)]);
      line.outcome = { kind: 'waiting' };
    }
    this.#queue.push(...again);
    return this.#run();
  }

  /** What is under way comes to its end, a PDF at once; what has not begun is left out. */
  stop(): void {
    this.#stop.abort();
  }

  /** Takes exactly those badges out again that this import put in. Gives how many could not be taken out. */
  async takeBack(): Promise<number> {
    this.stop();
    await this.#running;
    const added = [...this.#added];
    let failed = 0;
    for (const [done, badgeId] of added.entries()) {
      this.#show({ on: 'taking-back', done, of: added.length });
      try {
        await this.#world.backpack.remove(badgeId);
        this.#added.delete(badgeId);
        this.#unchecked.delete(badgeId);
      } catch (cause) {
        console.error('Laurel could not take a badge out again', cause);
        failed += 1;
      }
    }
    const gone = new Set(added.filter((badgeId) => !this.#added.has(badgeId)));
    for (const line of this.#lines) line.outcome = withoutTaken(line.outcome, gone);
    this.#needs.clear();
    await this.#world.changed();
    this.#showNow(undefined);
    return failed;
  }

  /** Checks once more the badges for which leave was missing. */
  async checkNeeding(): Promise<void> {
    const badgeIds = this.#badgesInNeed();
    this.#needs.clear();
    this.#unchecked = new Set([...this.#unchecked, ...badgeIds]);
    await this.#run();
  }

  /** Forgets what was added before. */
  clear(): void {
    this.stop();
    this.#lines = [];
    this.#queue = [];
    this.#added = new Set();
    this.#unchecked = new Set();
    this.#needs.clear();
    this.#showNow(undefined);
  }

  #work(waiting: Waiting): Work {
    this.#ids += 1;
    const pasted = waiting.pasted === undefined ? {} : { pasted: waiting.pasted };
    return {
      id: this.#ids,
      name: waiting.name,
      ...pasted,
      outcome: waiting.asks === undefined ? { kind: 'waiting' } : { kind: 'asks', host: waiting.asks },
      waiting,
      kept: new Set(),
    };
  }

  #run(): Promise<void> {
    this.#running ??= this.#everything().finally(() => {
      this.#running = undefined;
      if (this.#queue.length > 0) void this.#run(); // Given in the very moment in which the last one ended.
    });
    return this.#running;
  }

  async #everything(): Promise<void> {
    this.#stop = new AbortController();
    while (this.#queue.length > 0 || this.#unchecked.size > 0) {
      await this.#addAll();
      if (this.#stop.signal.aborted) break;
      await this.#checkAll();
    }
    // Not checked yet, as the person wanted it to end: the badges say so themselves.
    this.#unchecked.clear();
    this.#showNow(undefined);
  }

  async #addAll(): Promise<void> {
    let done = 0;
    let [told, toldAt] = [this.#added.size, performance.now()];
    let telling: Promise<void> | undefined;
    const tell = () => {
      if (this.#added.size === told || telling) return telling;
      told = this.#added.size;
      telling = this.#world.changed().finally(() => {
        toldAt = performance.now();
        telling = undefined;
      });
      return telling;
    };
    for (let work = this.#queue.shift(); work !== undefined; work = this.#queue.shift()) {
      if (this.#stop.signal.aborted) work.outcome = { kind: 'cancelled' };
      else {
        work.outcome = { kind: 'reading' };
        this.#show({ on: 'adding', done, of: done + this.#queue.length + 1 });
        await this.#addOne(work);
        if (performance.now() - toldAt > FOLLOWED_EVERY_MS) void tell();
      }
      done += 1;
    }
    await telling;
    await tell();
  }

  async #addOne(work: Work): Promise<void> {
    let taken: Taken;
    try {
      taken = await work.waiting.take();
      if (taken.kind === 'pdf') taken = await this.#world.takePdf(taken, this.#stop.signal);
    } catch (cause) {
      // Deleted, moved or locked since it was chosen.
      console.error('Laurel could not read a file', cause);
      taken = { kind: 'left', why: 'unreadable' };
    }
    switch (taken.kind) {
      case 'file':
        work.outcome = await saveBadgesIn(taken, {
          contentsOf: (...given) => this.#world.contentsOf(...given),
          save: (saving) => this.#save(saving, work.kept),
        });
        break;
      case 'more':
        this.#putInPlaceOf(work, taken.waiting);
        return;
      case 'backup':
        this.#putInPlaceOf(work, []);
        this.#world.backup(taken.file);
        return;
      case 'stopped':
        work.outcome = { kind: 'cancelled' };
        break;
      case 'left':
      case 'leave':
        work.outcome = taken;
    }
    if (isOutOfRoom(work.outcome)) {
      for (const other of this.#queue.splice(0)) other.outcome = { kind: 'full' };
    }
  }

  /** What is in it, one line each; a zip with nothing in it has to say so itself. */
  #putInPlaceOf(work: Work, waiting: readonly Waiting[]): void {
    const inside = waiting.map((one) => this.#work(one));
    const at = this.#lines.indexOf(work);
    // Cleared meanwhile: what is in it is wanted no more.
    if (at < 0) return;
    this.#lines = this.#lines.toSpliced(at, 1, ...inside);
    this.#queue.unshift(...inside.filter(isDueAtOnce));
  }

  /** `kept`: an earlier try at the same thing had put these in. */
  async #save(saving: Saving, kept: ReadonlySet<string>): Promise<Saved> {
    const outcome = await this.#world.backpack.save(saving);
    if (outcome.kind === 'already' && kept.has(outcome.badgeId)) return { ...outcome, kind: 'saved' };
    if (outcome.kind === 'already' && this.#added.has(outcome.badgeId)) {
      return { kind: 'twice', badgeId: outcome.badgeId };
    }
    if (outcome.kind === 'saved') {
      this.#added.add(outcome.badgeId);
      this.#unchecked.add(outcome.badgeId);
    }
    return outcome;
  }

  async #checkAll(): Promise<void> {
    const left = [...this.#unchecked];
    const of = left.length;
    let done = 0;
    const checker = async () => {
      for (let badgeId = left.shift(); badgeId !== undefined; badgeId = left.shift()) {
        // What was given meanwhile comes first: it is not in the backpack yet.
        if (this.#stop.signal.aborted || this.#queue.length > 0) return;
        this.#show({ on: 'checking', done, of });
        await this.#check(badgeId);
        done += 1;
        this.#unchecked.delete(badgeId);
      }
    };
    await Promise.all(Array.from({ length: CHECKED_AT_ONCE }, checker));
    if (of > 0) await this.#world.changed();
  }

  /** A check that could not run leaves the badge "Not checked yet", and it can be asked for again. */
  async #check(badgeId: string): Promise<void> {
    try {
      await this.#world.check(badgeId);
      const [newest] = await this.#world.backpack.reports(badgeId);
      const missing = newest?.report.checks.flatMap(({ params }) =>
        params?.reason === 'permission' && params.host !== undefined ? [params.host] : [],
      );
      if (newest && newest.report.needs.length > 0 && missing && missing.length > 0)
        this.#needs.set(badgeId, missing);
    } catch (cause) {
      console.error('Laurel could not check an added badge', cause);
    }
  }

  #badgesInNeed(): string[] {
    return [...this.#needs.keys()].filter((badgeId) => this.#added.has(badgeId));
  }

  #show(working: ImportState['working']): void {
    this.#working = working;
    this.#timer ??= setTimeout(() => this.#showNow(this.#working), SHOWN_EVERY_MS);
  }

  #showNow(working: ImportState['working']): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#working = working;
    const badgeIds = this.#badgesInNeed();
    this.#world.shown({
      lines: this.#lines.map(({ waiting: _waiting, kept: _kept, ...line }) => line),
      ...(working ? { working } : {}),
      added: [...this.#added],
      unchecked: new Set(this.#unchecked),
      again: working ? 0 : this.#lines.filter(mayWorkNow).length,
      needs: { hosts: [...new Set(badgeIds.flatMap((badgeId) => this.#needs.get(badgeId) ?? []))], badgeIds },
    });
  }
}
