import type { Backpack } from '../backpack';
import { sniffContainer } from '../baking';
import type { SaveOutcome } from '../page/views';
import type { Contents, FoundBadge } from './contents';
import { lastPartOf } from './plain-name';
import type { GivenPdf, LeftOut, Taken, Waiting } from './waiting';

/** As for everything that the person opens (DESIGN: limits). */
export const MAX_FILE_BYTES = 8_000_000;
/** Backups of wallets hold the pictures of all their badges. */
export const MAX_TEXT_BYTES = 32_000_000;

/** What one badge of a file came to. `twice`: an earlier file of this import had it. */
export type Saved = { name?: string } & (
  | SaveOutcome
  | { kind: 'twice'; badgeId: string }
  /** `again`: it was the same badge as another of them. */
  | { kind: 'taken-back'; again?: true }
);

/** What became of one thing. `full`: not tried, as there was no room left. `cancelled`: nor was this. */
export type Outcome =
  | { kind: 'waiting' | 'reading' | 'cancelled' | 'full' }
  | { kind: 'left'; why: LeftOut }
  | { kind: 'leave'; host: string }
  /** Nobody was asked yet: a PDF's link that the person may follow. */
  | { kind: 'asks'; host: string }
  /** One for each badge in it. `partly`: there was more in it than is read at once. */
  | { kind: 'read'; saves: Saved[]; partly?: true };

export interface Line {
  id: number;
  /** As it may be shown. */
  name: string;
  pasted?: Waiting['pasted'];
  outcome: Outcome;
}

export interface ImportState {
  lines: readonly Line[];
  /** What is under way, and how far it is. */
  working?: { on: 'adding' | 'checking' | 'taking-back'; done: number; of: number };
  /** Badges in the backpack that were not there before. */
  added: readonly string[];
  /** Those of them that wait for their check. */
  unchecked: ReadonlySet<string>;
  /** Lines that another try may bring in. */
  again: number;
  /** Hosts that the browser does not let Laurel ask about added badges, with the badges that need them. */
  needs: { hosts: readonly string[]; badgeIds: readonly string[] };
}

export const NOTHING_ADDED: ImportState = {
  lines: [],
  added: [],
  unchecked: new Set(),
  again: 0,
  needs: { hosts: [], badgeIds: [] },
};

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
        work.outcome = await this.#addFile(taken, work.kept);
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

  async #addFile(
    { file, at }: Extract<Taken, { kind: 'file' }>,
    kept: ReadonlySet<string>,
  ): Promise<Outcome> {
    if (file.size > MAX_TEXT_BYTES) return { kind: 'left', why: 'too-large' };
    let bytes: Uint8Array;
    let contents: Contents;
    try {
      bytes = new Uint8Array(await file.arrayBuffer());
      const isText = sniffContainer(bytes) === 'other';
      if (!isText && bytes.length > MAX_FILE_BYTES) return { kind: 'left', why: 'too-large' };
      contents = await this.#world.contentsOf(bytes, at);
    } catch (cause) {
      console.error('Laurel could not read a file', cause);
      return { kind: 'left', why: 'unreadable' };
    }
    const { badges, isPicture, locked, partly } = contents;
    if (badges.length === 0) {
      return {
        kind: 'left',
        why: locked ? 'locked-wallet' : isPicture ? 'picture-without-badge' : 'nothing',
      };
    }
    const saves: Saved[] = [];
    for (const badge of badges) {
      const saved = await this.#save(badge, { file, bytes, at, isPicture, kept });
      saves.push({ ...saved, ...(badge.claimedName === undefined ? {} : { name: badge.claimedName }) });
      if (saved.kind === 'failed' && saved.code === 'quota') break;
    }
    return { kind: 'read', saves, ...(partly || saves.length < badges.length ? { partly: true } : {}) };
  }

  async #save(badge: FoundBadge, from: Origin): Promise<Saved> {
    const file = originalOf(badge, from);
    const outcome = await this.#world.backpack.save({
      badge: {
        documentForm: badge.form,
        documentText: badge.text,
        answer: 'not-checked',
        sealer: { kind: 'none' },
        ...(badge.claimedName === undefined ? {} : { claimedName: badge.claimedName }),
        ...(from.at === undefined ? {} : { foundAt: withoutQuery(from.at) }),
      },
      files: file ? [file] : [],
      evidence: [],
    });
    if (outcome.kind === 'already' && from.kept.has(outcome.badgeId)) return { ...outcome, kind: 'saved' };
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

interface Origin {
  file: File;
  bytes: Uint8Array;
  at: string | undefined;
  isPicture: boolean;
  kept: ReadonlySet<string>;
}

/**
 * The file where it is this badge and nothing else, to the byte. Of a file that holds more only the badge's own part:
 * a wallet's backup has its owner's keys and everybody else's badges in it, and what is kept here is what is shared.
 */
function originalOf({ alone, form, text, claimedName }: FoundBadge, { file, bytes, isPicture }: Origin) {
  const role = 'original' as const;
  const name = lastPartOf(file.name);
  if (isPicture || alone) return { role, name, mediaType: mediaTypeOf(file, bytes), bytes };
  if (form === 'address') return undefined;
  const isJson = form === 'json';
  return {
    role,
    name: `${lastPartOf(claimedName ?? '').slice(0, 80)}.${isJson ? 'json' : 'jwt'}`,
    mediaType: isJson ? 'application/json' : 'application/jwt',
    bytes: new TextEncoder().encode(text),
  };
}

function mediaTypeOf(file: File, bytes: Uint8Array): string {
  switch (sniffContainer(bytes)) {
    case 'png':
      return 'image/png';
    case 'svg':
      return 'image/svg+xml';
    case 'other':
      return (
        file.type ||
        TYPES_BY_ENDING[/\.(\w+)$/.exec(file.name)?.[1]?.toLowerCase() ?? ''] ||
        'application/octet-stream'
      );
  }
}

/** Of files out of a zip, which have no type. */
const TYPES_BY_ENDING: Record<string, string> = {
  json: 'application/json',
  jsonld: 'application/ld+json',
  jwt: 'application/jwt',
  jws: 'application/jwt',
};

function withoutQuery(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}

function savedIn(outcome: Outcome): string[] {
  const saves = outcome.kind === 'read' ? outcome.saves : [];
  return saves.flatMap((save) => (save.kind === 'saved' ? [save.badgeId] : []));
}

function isOutOfRoom(outcome: Outcome): boolean {
  return (
    outcome.kind === 'read' && outcome.saves.some((save) => save.kind === 'failed' && save.code === 'quota')
  );
}

function isDueAtOnce({ outcome }: Line): boolean {
  return outcome.kind === 'waiting';
}

/** What lay in the moment, not in the thing. */
const TRIED_AGAIN: ReadonlySet<LeftOut> = new Set(['no-answer', 'unreadable', 'endless-pdf']);

function mayWorkNow({ outcome }: Line): boolean {
  switch (outcome.kind) {
    case 'full':
    case 'cancelled':
    case 'leave':
      return true;
    case 'read':
      return outcome.saves.some(({ kind }) => kind === 'failed');
    case 'left':
      return TRIED_AGAIN.has(outcome.why);
    default:
      return false;
  }
}

function withoutTaken(outcome: Outcome, gone: ReadonlySet<string>): Outcome {
  if (outcome.kind !== 'read') return outcome;
  const saves = outcome.saves.map((save): Saved => {
    const isGone = 'badgeId' in save && gone.has(save.badgeId);
    if (!isGone) return save;
    return {
      kind: 'taken-back',
      ...(save.kind === 'twice' ? { again: true } : {}),
      ...(save.name === undefined ? {} : { name: save.name }),
    };
  });
  return { ...outcome, saves };
}
