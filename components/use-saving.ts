// Saving from a list of badges, and taking it back.
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { SaveOutcome } from '../lib/page/views';
import { ask } from '../lib/platform';
import { dateInWords } from './dates';

export interface Saving {
  save(entryId: string): Promise<void>;
  /** One after the other; what becomes of one does not stop the next. */
  saveAll(entryIds: readonly string[]): Promise<void>;
  undo(entryId: string): Promise<void>;
  /** Takes back what `saveAll` saved last. */
  undoAll(): Promise<void>;
  /** Badges put into the backpack while this page was open: only these can be taken back from here. */
  justSaved: ReadonlyMap<string, string>;
  /** What to tell about each entry's saving. */
  messages: ReadonlyMap<string, string>;
  /** The last `saveAll`. */
  together: Together | undefined;
}

export interface Together {
  done: number;
  of: number;
  /** Entries that are in the backpack by it and can be taken back. */
  saved: readonly string[];
  already: number;
  failed: number;
  takenBack: number;
}

export function useSaving(tabId: number): Saving {
  const [justSaved, setJustSaved] = useState<ReadonlyMap<string, string>>(new Map());
  const [messages, setMessages] = useState<ReadonlyMap<string, string>>(new Map());
  const [together, setTogether] = useState<Together>();
  const tell = (entryId: string, text: string) => setMessages((others) => new Map(others).set(entryId, text));

  const saveOne = async (entryId: string): Promise<SaveOutcome> => {
    const outcome = await whateverEndsTheWorker(() => ask('saveBadge', { tabId, entryId })).catch(
      (): SaveOutcome => ({ kind: 'failed', code: 'storage' }),
    );
    tell(entryId, savingWords(outcome));
    if (outcome.kind === 'saved') {
      setJustSaved((others) => new Map(others).set(entryId, outcome.badgeId));
    }
    return outcome;
  };
  const undoOne = async (entryId: string): Promise<boolean> => {
    const badgeId = justSaved.get(entryId);
    if (badgeId === undefined) return false;
    try {
      await ask('undoSave', { badgeId });
    } catch {
      // The worker went away; the badge is still there and says so.
      tell(entryId, i18n.t('common.undoFailed'));
      return false;
    }
    setJustSaved((others) => new Map([...others].filter(([saved]) => saved !== entryId)));
    tell(entryId, i18n.t('common.takenBack'));
    return true;
  };

  return {
    justSaved,
    messages,
    together,
    async save(entryId) {
      await saveOne(entryId);
    },
    async saveAll(entryIds) {
      let state: Together = { done: 0, of: entryIds.length, saved: [], already: 0, failed: 0, takenBack: 0 };
      setTogether(state);
      for (const entryId of entryIds) {
        const { kind } = await saveOne(entryId);
        state = { ...state, done: state.done + 1 };
        if (kind === 'saved') state = { ...state, saved: [...state.saved, entryId] };
        else state = { ...state, [kind]: state[kind] + 1 };
        setTogether(state);
      }
    },
    async undo(entryId) {
      if (await undoOne(entryId)) {
        setTogether((last) => last && { ...last, saved: last.saved.filter((saved) => saved !== entryId) });
      }
    },
    async undoAll() {
      for (const entryId of together?.saved ?? []) {
        if (!(await undoOne(entryId))) continue;
        setTogether(
          (last) =>
            last && {
              ...last,
              saved: last.saved.filter((saved) => saved !== entryId),
              takenBack: last.takenBack + 1,
            },
        );
      }
    },
  };
}

/**
 * The browser may end the worker in the middle of a save. Asking again wakes a new one, and saving is safe to
 * repeat; what the first one had written by then was saved by this very click.
 */
export async function whateverEndsTheWorker<O extends SaveOutcome | { kind: 'opened-popup' }>(
  save: () => Promise<O>,
): Promise<O | SaveOutcome> {
  const clickedAt = new Date().toISOString();
  try {
    return await save();
  } catch {
    const outcome = await save();
    const byThisClick = outcome.kind === 'already' && outcome.savedAt >= clickedAt;
    return byThisClick ? { ...outcome, kind: 'saved' } : outcome;
  }
}

/** What became of saving, in words. */
export function savingWords(outcome: SaveOutcome): string {
  switch (outcome.kind) {
    case 'saved':
      return i18n.t('common.inYourBackpack');
    case 'already':
      return i18n.t('common.alreadyThere', { date: dateInWords(outcome.savedAt) ?? outcome.savedAt });
    case 'failed':
      return i18n.t(`common.saveFailed.${SAVE_FAILURES[outcome.code]}`);
  }
}

const SAVE_FAILURES = {
  quota: 'quota',
  storage: 'storage',
  unreadable: 'unreadable',
  'private-window': 'privateWindow',
} as const;
