// The whole backpack in one file, back from one, kept by the browser, or gone for good.
import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { BackpackErrorCode } from '../../lib/backpack';
import {
  type Archive,
  type BroughtIn,
  type IndexWords,
  type Item,
  isSealed,
  type OpenedArchive,
  openArchive,
  writeArchive,
} from '../../lib/backpack/archive';
import type { OrganisedBackpack } from '../../lib/backpack/organised-backpack';
import { dateInWords, sizeInWords, wordsLocale } from '../dates';
import { issuerLine, wordsOf } from '../sentences';
import { nameOfSaved } from './badge-list';
import { downloadBlob } from './download';
import { sealing } from './sealing';
import { OpenBackpack } from './surroundings';
import '../share-dialog.css';
import './keep-safe.css';

interface KeepSafeDialogProps {
  total: number;
  /** A backup that the person dropped on the page. */
  brought?: File | undefined;
  changed: () => void;
  close: () => void;
}

interface Work {
  words: string;
  /** Left out while the length is not known. */
  progress?: { done: number; total: number };
  cancel: AbortController;
}

export function KeepSafeDialog({ total, brought, changed, close }: KeepSafeDialogProps) {
  const backpack = useContext(OpenBackpack);
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [work, setWork] = useState<Work>();
  const [told, setTold] = useState<Told>('');
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => {
    dialog.current?.showModal();
    return () => running.current?.abort(); // What is in by then is in whole.
  }, []);
  if (backpack === undefined) return null;

  /** One thing at a time; a failure is told and leaves everything as it was. */
  const run: Run = async (words, act) => {
    const cancel = new AbortController();
    running.current = cancel;
    setTold('');
    setWork({ words, cancel });
    try {
      setTold(await act(cancel.signal, (progress) => setWork({ words, cancel, progress })));
    } catch (cause) {
      if (cancel.signal.aborted) setTold({ problem: i18n.t('safe.cancelled') });
      else {
        console.error('Laurel could not finish', cause);
        setTold({ problem: i18n.t('safe.failed') });
      }
    } finally {
      setWork(undefined);
    }
  };
  const shared = { backpack, run, busy: work !== undefined, changed };
  return (
    <dialog ref={dialog} class="share-dialog keep-safe" aria-labelledby={heading} onClose={close}>
      <header>
        <h2 id={heading}>{i18n.t('safe.title')}</h2>
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          {i18n.t('common.close')}
        </button>
      </header>
      <p class="soft small">{i18n.t('safe.explain')}</p>
      {total > 0 && <TakeAway {...shared} total={total} />}
      <BringBack {...shared} brought={brought} />
      <KeptByBrowser />
      {total > 0 && <DeleteAll {...shared} total={total} />}
      {work && (
        <div class="safe-work">
          <span>{work.words}</span>
          <progress
            aria-label={work.words}
            {...(work.progress ? { max: work.progress.total, value: work.progress.done } : {})}
          />
          <button type="button" class="quiet" onClick={() => work.cancel.abort()}>
            {i18n.t('safe.cancel')}
          </button>
        </div>
      )}
      <div class={isProblem(told) ? 'share-told failed' : 'share-told'} role="status">
        {isProblem(told) ? told.problem : told}
      </div>
    </dialog>
  );
}

type Told = ComponentChildren | { problem: string };

function isProblem(told: Told): told is { problem: string } {
  return typeof told === 'object' && told !== null && 'problem' in told;
}

type Run = (
  words: string,
  act: (
    signal: AbortSignal,
    onProgress: (progress: { done: number; total: number }) => void,
  ) => Promise<Told>,
) => Promise<void>;

interface PartProps {
  backpack: OrganisedBackpack;
  run: Run;
  busy: boolean;
  changed: () => void;
}

function TakeAway({ backpack, run, busy, total }: PartProps & { total: number }) {
  const [passphrase, setPassphrase] = useState('');
  const id = useId();
  const take = () =>
    run(i18n.t('safe.writing'), async (signal, onProgress) => {
      const now = new Date();
      const chunks = writeArchive(backpack, { words: indexWords(), now, onProgress, signal });
      const zip = await new Response(streamOf(chunks)).blob();
      const blob = passphrase === '' ? zip : await locked(zip, passphrase, signal);
      const name = `laurel-backpack-${now.toISOString().slice(0, 10)}.zip${passphrase === '' ? '' : '.age'}`;
      downloadBlob(name, blob);
      return i18n.t('safe.downloaded', { name, size: sizeInWords(blob.size) });
    });
  return (
    <section class="safe-part" aria-labelledby={`${id}-h`}>
      <h3 id={`${id}-h`}>{i18n.t('safe.take')}</h3>
      <p class="soft small">{i18n.t('safe.takeExplain')}</p>
      <label for={id} class="small">
        {i18n.t('safe.passphrase')}
      </label>
      <input
        id={id}
        type="password"
        autocomplete="new-password"
        value={passphrase}
        onInput={(input) => setPassphrase(input.currentTarget.value)}
      />
      {passphrase !== '' && <p class="small">{i18n.t('safe.passphraseLost')}</p>}
      <button type="button" class="primary" disabled={busy} onClick={() => void take()}>
        {i18n.t('safe.takeAll', total)}
      </button>
    </section>
  );
}

type Waiting = { kind: 'archive'; archive: Archive } | { kind: 'sealed'; file: File };

function BringBack({ backpack, run, busy, changed, brought }: PartProps & { brought?: File | undefined }) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [waiting, setWaiting] = useState<Waiting>();
  const [passphrase, setPassphrase] = useState('');

  const open = (file: File) =>
    run(i18n.t('safe.opening'), async () => {
      setWaiting(undefined);
      if (await isSealed(file)) {
        setWaiting({ kind: 'sealed', file });
        return '';
      }
      return show(await openArchive(file));
    });
  const show = (opened: OpenedArchive): Told => {
    if (opened.kind === 'problem') return { problem: i18n.t(`safe.problem.${PROBLEMS[opened.code]}`) };
    setWaiting({ kind: 'archive', archive: opened });
    return '';
  };
  const unlock = (file: File) =>
    run(i18n.t('safe.opening'), async (signal) => {
      const unsealed = await sealing({ act: 'unseal', file, passphrase }, signal);
      if (unsealed.kind === 'problem') return { problem: i18n.t(`safe.problem.${PROBLEMS[unsealed.code]}`) };
      return show(await openArchive(unsealed.file));
    });
  const bring = (archive: Archive, own: boolean) =>
    run(i18n.t('safe.reading'), async (signal, onProgress) => {
      const outcome = await archive.bringIn(backpack, {
        own,
        signal,
        onItem: (_item, done) => onProgress({ done, total: archive.badges }),
      });
      setWaiting(undefined);
      changed();
      return <Outcome outcome={outcome} />;
    });
  // Only what lies in hand when the dialog opens.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a file is opened once.
  useEffect(() => {
    if (brought) void open(brought);
  }, [brought]);

  return (
    <section class="safe-part" aria-labelledby={`${id}-h`}>
      <h3 id={`${id}-h`}>{i18n.t('safe.bring')}</h3>
      <p class="soft small">{i18n.t('safe.bringExplain')}</p>
      <button type="button" disabled={busy} onClick={() => input.current?.click()}>
        {i18n.t('safe.choose')}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".zip,.age,application/zip"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void open(file);
          event.currentTarget.value = ''; // The same file may be chosen again.
        }}
      />
      {waiting?.kind === 'sealed' && (
        <form
          class="safe-found"
          onSubmit={(event) => {
            event.preventDefault();
            void unlock(waiting.file);
          }}
        >
          <label for={id} class="small">
            {i18n.t('safe.passphraseOf', { name: waiting.file.name })}
          </label>
          <input
            id={id}
            type="password"
            autocomplete="current-password"
            value={passphrase}
            onInput={(event) => setPassphrase(event.currentTarget.value)}
          />
          <button type="submit" disabled={busy || passphrase === ''}>
            {i18n.t('safe.open')}
          </button>
        </form>
      )}
      {waiting?.kind === 'archive' && (
        <div class="safe-found">
          <p>{foundInWords(waiting.archive)}</p>
          <p class="soft small">{i18n.t('safe.whose')}</p>
          <div class="choices">
            <button type="button" disabled={busy} onClick={() => void bring(waiting.archive, true)}>
              {i18n.t('safe.mine')}
            </button>
            <button type="button" disabled={busy} onClick={() => void bring(waiting.archive, false)}>
              {i18n.t('safe.others')}
            </button>
          </div>
        </div>
      )}
    </section>
  );
}

function foundInWords({ badges, meant, createdAt, cutShort }: Archive): string {
  const when = createdAt === undefined ? undefined : dateInWords(createdAt);
  return [
    i18n.t('safe.found', badges),
    ...(when === undefined ? [] : [i18n.t('safe.foundWhen', { when })]),
    ...(cutShort || badges < meant
      ? [i18n.t('safe.cutShort', { badges: String(badges), meant: String(meant) })]
      : []),
  ].join(' ');
}

/** Troubled ones that are named; the rest of a broken disk is a number. */
const MAX_NAMED = 20;

function Outcome({ outcome: { items, stopped } }: { outcome: BroughtIn }) {
  const count = (...outcomes: Item['outcome'][]) =>
    items.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const troubled = items.filter(({ outcome }) => outcome in TROUBLE);
  const [added, merged, same] = [count('added', 'partly'), count('merged'), count('same')];
  return (
    <>
      <p>
        {i18n.t('safe.added', added)} {merged > 0 && i18n.t('safe.merged', merged)}{' '}
        {same > 0 && i18n.t('safe.same', same)}
      </p>
      {stopped !== undefined && <p>{i18n.t(`safe.stopped.${STOPPED[stopped]}`)}</p>}
      {troubled.length > 0 && (
        <ul class="small">
          {troubled.slice(0, MAX_NAMED).map((item, at) => (
            <li key={at}>
              <span class="theirs">{item.name}</span>: {TROUBLE[item.outcome]?.()}
            </li>
          ))}
          {troubled.length > MAX_NAMED && <li>{i18n.t('safe.more', troubled.length - MAX_NAMED)}</li>}
        </ul>
      )}
    </>
  );
}

const TROUBLE: Partial<Record<Item['outcome'], () => string>> = {
  partly: () => i18n.t('safe.partly'),
  damaged: () => i18n.t('safe.damaged'),
  failed: () => i18n.t('safe.itemFailed'),
};
const STOPPED = {
  quota: 'quota',
  storage: 'storage',
  blocked: 'storage',
  'newer-version': 'storage',
  cancelled: 'cancelled',
} as const satisfies Record<BackpackErrorCode | 'cancelled', string>;
const PROBLEMS = {
  'not-a-zip': 'notABackup',
  'not-a-backpack': 'notABackup',
  'cut-short': 'cutShort',
  bomb: 'hostile',
  overlapping: 'hostile',
  'too-many-entries': 'hostile',
  'newer-version': 'newer',
  'wrong-passphrase': 'wrongPassphrase',
  damaged: 'damaged',
} as const;

/** Browsers may clear what a page stores when the disk fills up, unless they said that they will not. */
function KeptByBrowser() {
  const [kept, setKept] = useState<boolean>();
  useEffect(() => {
    const ask = async () => setKept(await navigator.storage.persisted());
    ask().catch((cause: unknown) => console.error('Laurel could not ask how long its storage lasts', cause));
  }, []);
  if (kept === undefined) return null;
  const ask = async () => setKept(await navigator.storage.persist());
  return (
    <section class="safe-part">
      <p class="small">{i18n.t(kept ? 'safe.kept' : 'safe.notKept')}</p>
      {!kept && (
        <button type="button" onClick={() => void ask()}>
          {i18n.t('safe.keep')}
        </button>
      )}
    </section>
  );
}

function DeleteAll({ backpack, run, busy, changed, total }: PartProps & { total: number }) {
  const [sure, setSure] = useState(false);
  const id = useId();
  const deleteAll = () =>
    run(i18n.t('safe.deleting'), async () => {
      await backpack.deleteAll();
      setSure(false);
      changed();
      return i18n.t('safe.deleted');
    });
  return (
    <section class="safe-part" aria-labelledby={id}>
      <h3 id={id}>{i18n.t('safe.delete')}</h3>
      <p class="soft small">{i18n.t('safe.deleteExplain')}</p>
      {sure ? (
        <div class="choices">
          <button type="button" class="danger" disabled={busy} onClick={() => void deleteAll()}>
            {i18n.t('safe.deleteSure', total)}
          </button>
          <button type="button" onClick={() => setSure(false)}>
            {i18n.t('safe.deleteNot')}
          </button>
        </div>
      ) : (
        <button type="button" disabled={busy} onClick={() => setSure(true)}>
          {i18n.t('safe.deleteAsk')}
        </button>
      )}
    </section>
  );
}

async function locked(file: Blob, passphrase: string, signal: AbortSignal): Promise<Blob> {
  const sealed = await sealing({ act: 'seal', file, passphrase }, signal);
  if (sealed.kind === 'problem') throw new Error(sealed.code);
  return sealed.file;
}

function indexWords(): IndexWords {
  return {
    language: wordsLocale(),
    direction: document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr',
    title: i18n.t('safe.index.title'),
    lead: i18n.t('safe.index.lead'),
    badge: i18n.t('safe.index.badge'),
    answer: i18n.t('safe.index.answer'),
    awarded: i18n.t('safe.index.awarded'),
    own: i18n.t('safe.index.own'),
    files: i18n.t('safe.index.files'),
    original: i18n.t('safe.index.original'),
    document: i18n.t('safe.index.document'),
    about: i18n.t('safe.index.about'),
    collections: i18n.t('safe.index.collections'),
    nameOf: nameOfSaved,
    issuerOf: issuerLine,
    answerOf: ({ answer }) => wordsOf(answer),
    dateOf: (iso) => dateInWords(iso) ?? iso,
  };
}

function streamOf(
  chunks: AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return();
    },
  });
}
