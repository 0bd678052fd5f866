import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { BackpackErrorCode } from '../../../lib/backpack';
import {
  type Archive,
  type BroughtIn,
  type Item,
  type OpenedArchive,
  openArchive,
  packedAs,
} from '../../../lib/backpack/archive';
import { dateInWords } from '../../dates';
import { PassphraseField } from './passphrase-field';
import { sealing } from './sealing';
import type { PartProps, Told } from './work';

type Waiting = { kind: 'archive'; archive: Archive } | { kind: 'sealed'; file: File };

/** A backup into this backpack. */
export function BringBack({
  backpack,
  run,
  busy,
  changed,
  brought,
}: PartProps & { brought?: File | undefined }) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [waiting, setWaiting] = useState<Waiting>();
  const [passphrase, setPassphrase] = useState('');

  const open = (file: File) =>
    run(i18n.t('safe.opening'), async () => {
      setWaiting(undefined);
      if ((await packedAs(file)) === 'sealed') {
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
  const dropped = useRef(brought);
  useEffect(() => {
    const file = dropped.current;
    dropped.current = undefined; // Opened once.
    if (file) void open(file);
  });

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
          <PassphraseField
            label={i18n.t('safe.passphraseOf', { name: waiting.file.name })}
            use="current"
            value={passphrase}
            set={setPassphrase}
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
