// Saving several badges of a page in one go: a checklist in the list that is there already.
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Answer, EntryView } from '../../lib/page/views';
import { wordsLocale } from '../dates';
import { answerOf, nameOf } from '../sentences';
import type { Saving, Together } from '../use-saving';
import './page.css';

/** A badge that is not valid can be kept too, but Laurel does not hold the door open for it. */
export const WORTH_SAVING: ReadonlySet<Answer> = new Set<Answer>([
  'verified',
  'verified-with-notes',
  'expired',
  'suspended',
  'not-yet-valid',
  'revoked',
]);

export interface Choosing {
  /** Entries with a tick; undefined while nothing is being chosen. */
  ticked: ReadonlySet<string> | undefined;
  begin(): void;
  end(): void;
  tick(entryId: string, on: boolean): void;
  tickAll(on: boolean): void;
  /** Those that can be saved by now. */
  open: readonly EntryView[];
}

export function useChoosing(entries: readonly EntryView[], saving: Saving): Choosing {
  const [ticked, setTicked] = useState<ReadonlySet<string>>();
  const open = entries.filter((entry) => canBeSaved(entry, saving));
  return {
    ticked,
    open,
    begin: () => setTicked(new Set(open.filter(isWorthSaving).map(({ id }) => id))),
    end: () => setTicked(undefined),
    tick: (entryId, on) =>
      setTicked((others = new Set()) =>
        on ? new Set([...others, entryId]) : new Set([...others].filter((other) => other !== entryId)),
      ),
    tickAll: (on) => setTicked(new Set(on ? open.map(({ id }) => id) : [])),
  };
}

function canBeSaved(entry: EntryView, { justSaved }: Saving): boolean {
  if (entry.isPrivate || entry.saved !== undefined || justSaved.has(entry.id)) return false;
  return answerOf(entry) !== 'checking';
}

function isWorthSaving(entry: EntryView): boolean {
  return WORTH_SAVING.has(answerOf(entry));
}

/** Above the list: the way into choosing, what is chosen, and what became of it. */
export function SaveSeveral({ choosing, saving }: { choosing: Choosing; saving: Saving }) {
  const { ticked, open } = choosing;
  if (ticked === undefined) {
    const several = open.filter(isWorthSaving).length > 1;
    if (!several && saving.together === undefined) return null;
    return (
      <div class="several">
        <Outcome saving={saving} />
        {several && (
          <button type="button" class="quiet" onClick={choosing.begin}>
            {i18n.t('popup.several.begin')}
          </button>
        )}
      </div>
    );
  }
  const chosen = open.filter(({ id }) => ticked.has(id));
  const all = chosen.length === open.length;
  return (
    <div class="several choosing">
      <label class="tick">
        <input
          type="checkbox"
          checked={all}
          ref={(box) => {
            if (box) box.indeterminate = !all && chosen.length > 0;
          }}
          onChange={(change) => choosing.tickAll(change.currentTarget.checked)}
        />
        {i18n.t('popup.several.all')}
      </label>
      <button
        type="button"
        class="primary"
        disabled={chosen.length === 0}
        onClick={() => {
          choosing.end();
          void saving.saveAll(chosen.map(({ id }) => id));
        }}
      >
        {chosen.length === 0 ? i18n.t('popup.several.none') : i18n.t('popup.several.save', chosen.length)}
      </button>
      <button type="button" class="quiet" onClick={choosing.end}>
        {i18n.t('popup.several.cancel')}
      </button>
    </div>
  );
}

/** What became of all together; each line says what became of its own. */
function Outcome({ saving: { together, undoAll } }: { saving: Saving }) {
  const ended = together !== undefined && together.done === together.of;
  return (
    <>
      {together !== undefined && !ended && (
        <progress
          max={together.of}
          value={together.done}
          aria-label={i18n.t('popup.several.working', {
            done: String(together.done),
            of: String(together.of),
          })}
        />
      )}
      <span role="status" class="several-outcome small">
        {ended ? outcomeWords(together) : ''}
      </span>
      {ended && together.saved.length > 0 && (
        <button type="button" class="quiet" onClick={() => void undoAll()}>
          {i18n.t('popup.several.undo', together.saved.length)}
        </button>
      )}
    </>
  );
}

function outcomeWords({ saved, already, failed, takenBack }: Together): string {
  const counts = { saved: saved.length, already, failed, takenBack };
  const parts = (Object.keys(counts) as (keyof typeof counts)[]) // Its own names, in their order.
    .filter((key) => counts[key] > 0)
    .map((key) => i18n.t(`popup.several.outcome.${key}`, counts[key]));
  return new Intl.ListFormat(wordsLocale(), { type: 'unit' }).format(parts);
}

/** In the place of a line's own button. */
export function ChooseBadge({ entry, choosing }: { entry: EntryView; choosing: Choosing }) {
  const { ticked, open, tick } = choosing;
  if (!open.some(({ id }) => id === entry.id)) {
    return answerOf(entry) === 'checking' ? null : <span class="soft small">{i18n.t('popup.saved')}</span>;
  }
  return (
    <label class="choose">
      <input
        type="checkbox"
        checked={ticked?.has(entry.id) ?? false}
        onChange={(change) => tick(entry.id, change.currentTarget.checked)}
      />
      <span class="visually-hidden">{i18n.t('popup.several.one', { name: nameOf(entry) })}</span>
    </label>
  );
}
