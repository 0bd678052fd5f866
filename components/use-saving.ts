// Saving from a list of badges, and taking it back.
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { SaveOutcome } from '../lib/page/views';
import { ask } from '../lib/platform';
import { dateInWords } from './dates';

export interface Saving {
  save(entryId: string): Promise<void>;
  undo(entryId: string): Promise<void>;
  /** Badges put into the backpack while this page was open: only these can be taken back from here. */
  justSaved: ReadonlyMap<string, string>;
  /** What to tell about one entry's saving. */
  message: { entryId: string; text: string } | undefined;
}

export function useSaving(tabId: number): Saving {
  const [justSaved, setJustSaved] = useState<ReadonlyMap<string, string>>(new Map());
  const [message, setMessage] = useState<{ entryId: string; text: string }>();
  return {
    justSaved,
    message,
    async save(entryId) {
      const outcome = await whateverEndsTheWorker(() => ask('saveBadge', { tabId, entryId })).catch(
        (): SaveOutcome => ({ kind: 'failed', code: 'storage' }),
      );
      setMessage({ entryId, text: savingWords(outcome) });
      if (outcome.kind === 'saved') {
        setJustSaved((others) => new Map(others).set(entryId, outcome.badgeId));
      }
    },
    async undo(entryId) {
      const badgeId = justSaved.get(entryId);
      if (badgeId === undefined) return;
      try {
        await ask('undoSave', { badgeId });
      } catch {
        // The worker went away; the badge is still there and says so.
        setMessage({ entryId, text: i18n.t('common.undoFailed') });
        return;
      }
      setJustSaved((others) => new Map([...others].filter(([saved]) => saved !== entryId)));
      setMessage({ entryId, text: i18n.t('common.takenBack') });
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
