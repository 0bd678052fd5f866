// What became of each thing of an import, and what that means for the rest.
import type { SaveOutcome } from '../page/views';
import type { LeftOut, Waiting } from './waiting';

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

export function savedIn(outcome: Outcome): string[] {
  const saves = outcome.kind === 'read' ? outcome.saves : [];
  return saves.flatMap((save) => (save.kind === 'saved' ? [save.badgeId] : []));
}

export function isOutOfRoom(outcome: Outcome): boolean {
  return (
    outcome.kind === 'read' && outcome.saves.some((save) => save.kind === 'failed' && save.code === 'quota')
  );
}

export function isDueAtOnce({ outcome }: Line): boolean {
  return outcome.kind === 'waiting';
}

/** What lay in the moment, not in the thing. */
const TRIED_AGAIN: ReadonlySet<LeftOut> = new Set(['no-answer', 'unreadable', 'endless-pdf']);

export function mayWorkNow({ outcome }: Line): boolean {
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

export function withoutTaken(outcome: Outcome, gone: ReadonlySet<string>): Outcome {
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
