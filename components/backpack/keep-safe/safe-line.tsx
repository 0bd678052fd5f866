import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ListedBadge } from '../../../lib/backpack';
import type { TakenAway } from '../../../lib/backpack/folder/rows';
import { type Reminder, reminderOf } from '../../../lib/backpack/reminder';
import { distanceInWords } from '../../dates';
import { OpenBackpack } from '../surroundings';
import { inWords } from './folder/folder-part';
import type { Folder } from './folder/use-folder';
import './keep-safe.css';
import { drawnOnce } from '../../drawn-once';

interface SafeLineProps {
  folder: Folder;
  badges: readonly ListedBadge[];
  total: number;
  revision: number;
  keepSafe: () => void;
}

/** One quiet line above the badges: the folder that needs the person, or that nothing is anywhere else. */
export const SafeLine = drawnOnce(function SafeLine({
  folder,
  badges,
  total,
  revision,
  keepSafe,
}: SafeLineProps) {
  const { state } = folder;
  if (state.kind === 'not-here' || state.kind === 'none') {
    return <RemindOfTakingAway {...{ badges, total, revision, keepSafe }} />;
  }
  if (state.kind !== 'ask' && state.kind !== 'locked' && state.kind !== 'failed') return null;
  return (
    <Line words={inWords(state)}>
      {state.kind === 'ask' ? (
        <button type="button" onClick={folder.allow}>
          {i18n.t('safe.folder.allow')}
        </button>
      ) : (
        <button type="button" onClick={keepSafe}>
          {i18n.t('safe.title')}
        </button>
      )}
    </Line>
  );
});

function RemindOfTakingAway({ badges, total, revision, keepSafe }: Omit<SafeLineProps, 'folder'>) {
  const backpack = useContext(OpenBackpack);
  const [taken, setTaken] = useState<{ row: TakenAway | undefined }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies(revision): read again with every change of the backpack.
  useEffect(() => {
    const read = async () => setTaken({ row: await backpack?.takenAway() });
    read().catch((cause: unknown) =>
      console.error('Laurel could not see when it was last taken away', cause),
    );
  }, [backpack, revision]);
  if (!backpack || !taken) return null;
  const firstSavedAt = badges.length < total ? undefined : badges.at(-1)?.savedAt;
  const reminder = reminderOf({ total, firstSavedAt, taken: taken.row, now: Date.now() });
  if (!reminder) return null;
  const dismiss = async () => {
    const dismissed = { at: new Date().toISOString(), badges: total };
    const row = { badges: 0, ...taken.row, key: 'taken-away', dismissed } as const;
    setTaken({ row });
    await backpack.noteTakenAway(row);
  };
  return (
    <Line words={reminderInWords(reminder, taken.row?.at)}>
      <button type="button" onClick={keepSafe}>
        {i18n.t('safe.reminder.take')}
      </button>
      <button
        type="button"
        class="quiet"
        onClick={() =>
          dismiss().catch((cause: unknown) => console.error('Laurel could not remember that', cause))
        }
      >
        {i18n.t('safe.reminder.notNow')}
      </button>
    </Line>
  );
}

function reminderInWords({ badges, days }: Reminder, at: string | undefined): string {
  const when = days === undefined || at === undefined ? undefined : distanceInWords(at);
  if (when === undefined) return i18n.t('safe.reminder.never', badges);
  return `${i18n.t('safe.reminder.before', { when })} ${i18n.t('safe.reminder.newer', badges)}`;
}

function Line({ words, children }: { words: string; children: ComponentChildren }) {
  return (
    <section class="safe-line" aria-label={i18n.t('safe.reminder.label')}>
      <p>{words}</p>
      <span class="choices">{children}</span>
    </section>
  );
}
