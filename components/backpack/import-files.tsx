import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ListedBadge } from '../../lib/backpack';
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
        accept=".png,.svg,.json,.jsonld,.jwt,.jws,.txt,.zip,.age,image/png,image/svg+xml,application/json,application/zip"
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
      droppedFiles(event).then(
        (files) => newest.current(files),
        (cause: unknown) => console.error('Laurel could not read what was dropped', cause),
      );
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

/** Folders with all that is in them. Asked of the event at once: its list is empty afterwards. */
async function droppedFiles({ dataTransfer }: DragEvent): Promise<File[]> {
  const dropped = [...(dataTransfer?.items ?? [])].map((item) => {
    const entry = item.webkitGetAsEntry();
    return entry?.isDirectory ? filesBelow(entry) : item.getAsFile();
  });
  return (await Promise.all(dropped)).flat().filter((file) => file !== null);
}

const MAX_DEPTH = 12;

async function filesBelow(entry: FileSystemEntry, depth = 0): Promise<File[]> {
  if (entry.name.startsWith('.') || depth > MAX_DEPTH) return [];
  if (isFile(entry)) return [await new Promise<File>((done, failed) => entry.file(done, failed))];
  if (!isFolder(entry)) return [];
  const files: File[] = [];
  const reader = entry.createReader();
  for (;;) {
    // Browsers give at most a hundred at a time.
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return files;
    for (const one of some) files.push(...(await filesBelow(one, depth + 1)));
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

interface ImportResultsProps {
  results: readonly FileResult[];
  badges: readonly ListedBadge[];
  checking: ReadonlySet<string>;
  open: (badgeId: string) => void;
  clear: () => void;
  progress: { done: number; total: number } | undefined;
  cancel: () => void;
}

/** Of a long import: what failed comes first then. */
const MAX_LINES = 100;

/** One line a file: what became of it. */
export function ImportResults({
  results,
  badges,
  checking,
  open,
  clear,
  progress,
  cancel,
}: ImportResultsProps) {
  if (results.length === 0) return null;
  const lines =
    results.length > MAX_LINES
      ? results.toSorted((left, right) => Number(isGood(left)) - Number(isGood(right))).slice(0, MAX_LINES)
      : results;
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
      {progress && progress.total > 1 && (
        <div class="import-progress">
          <progress aria-label={i18n.t('backpack.import.title')} max={progress.total} value={progress.done} />
          <span class="soft figures">
            {i18n.t('backpack.import.progress', {
              done: String(progress.done),
              total: String(progress.total),
            })}
          </span>
          <button type="button" class="quiet" onClick={cancel}>
            {i18n.t('safe.cancel')}
          </button>
        </div>
      )}
      <ul class="plain import-list" aria-live="polite">
        {lines.map(({ id, name, outcome }) => (
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
      {results.length > lines.length && (
        <p class="soft small">{i18n.t('safe.more', results.length - lines.length)}</p>
      )}
    </section>
  );
}

function isGood({ outcome }: FileResult): boolean {
  return outcome.kind === 'read' && outcome.saves.every(({ kind }) => kind !== 'failed');
}

const PROBLEMS = {
  reading: () => i18n.t('backpack.import.reading'),
  nothing: () => i18n.t('backpack.import.nothing'),
  unreadable: () => i18n.t('backpack.import.unreadable'),
  'damaged-zip': () => i18n.t('backpack.import.damagedZip'),
  cancelled: () => i18n.t('backpack.import.cancelled'),
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
