import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { SavedBadge } from '../../lib/backpack';
import { answerToday } from '../../lib/backpack';
import type { SaveOutcome } from '../../lib/page/views';
import { AnswerBadge } from '../answer';
import { dateInWords, sizeInWords } from '../dates';
import { Icon } from '../icons';
import { nameOfSaved } from './badge-list';
import { type FileResult, MAX_FILE_BYTES } from './use-import';

/** A button that opens the file chooser. */
export function ChooseFiles({
  add,
  children,
}: {
  add: (files: File[]) => void;
  children: ComponentChildren;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept=".png,.svg,.json,.jsonld,.jwt,.jws,.txt,image/png,image/svg+xml,application/json"
        onChange={(event) => {
          add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = ''; // The same file may be chosen again.
        }}
      />
    </>
  );
}

/** Files may be dropped anywhere on the page; says so while some are held over it. */
export function DropFiles({ add }: { add: (files: File[]) => void }) {
  const [over, setOver] = useState(false);
  const newest = useRef(add);
  newest.current = add;
  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const hold = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      newest.current([...(event.dataTransfer?.files ?? [])]);
    };
    addEventListener('dragover', hold);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', hold);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);
  if (!over) return null;
  return (
    <div class="drop-here" aria-hidden="true">
      {i18n.t('backpack.import.drop')}
    </div>
  );
}

interface ImportResultsProps {
  results: readonly FileResult[];
  badges: readonly SavedBadge[];
  checking: ReadonlySet<string>;
  open: (badgeId: string) => void;
  clear: () => void;
}

/** One line a file: what became of it. */
export function ImportResults({ results, badges, checking, open, clear }: ImportResultsProps) {
  if (results.length === 0) return null;
  return (
    <section class="notice import-results" aria-labelledby="import-results">
      <div class="import-head">
        <h2 id="import-results">{i18n.t('backpack.import.title')}</h2>
        <button
          type="button"
          class="quiet"
          aria-label={i18n.t('backpack.import.closeResults')}
          onClick={clear}
        >
          <Icon name="cross" />
        </button>
      </div>
      <ul class="plain import-list" aria-live="polite">
        {results.map(({ id, name, outcome }) => (
          <li key={id}>
            <span class="import-file theirs">{name}</span>
            {outcome.kind === 'read' ? (
              outcome.saves.map((save, at) => (
                <SaveLine key={at} save={save} badges={badges} checking={checking} open={open} />
              ))
            ) : (
              <span class="soft">{PROBLEMS[outcome.kind]()}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const PROBLEMS = {
  reading: () => i18n.t('backpack.import.reading'),
  nothing: () => i18n.t('backpack.import.nothing'),
  unreadable: () => i18n.t('backpack.import.unreadable'),
  'too-large': () => i18n.t('backpack.import.tooLarge', { size: sizeInWords(MAX_FILE_BYTES) }),
} as const satisfies Record<Exclude<FileResult['outcome']['kind'], 'read'>, () => string>;

type SaveLineProps = Pick<ImportResultsProps, 'badges' | 'checking' | 'open'> & { save: SaveOutcome };

function SaveLine({ save, badges, checking, open }: SaveLineProps) {
  if (save.kind === 'failed') {
    return <span>{i18n.t(save.code === 'quota' ? 'backpack.import.quota' : 'backpack.import.storage')}</span>;
  }
  const badge = badges.find(({ id }) => id === save.badgeId);
  const words =
    save.kind === 'already'
      ? i18n.t('backpack.import.already', { date: dateInWords(save.savedAt) ?? '' })
      : i18n.t('backpack.import.saved');
  return (
    <span class="import-save">
      {words}
      {badge && (
        <>
          <AnswerBadge answer={checking.has(badge.id) ? 'checking' : answerToday(badge)} />
          <button type="button" class="quiet" onClick={() => open(badge.id)}>
            {i18n.t('backpack.import.show', { name: nameOfSaved(badge) })}
          </button>
        </>
      )}
    </span>
  );
}
