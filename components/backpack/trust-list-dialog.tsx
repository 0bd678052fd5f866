// Every issuer that the person decided about, to look through, take back, download and bring from a file.
import { useCallback, useContext, useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { TrustEntry } from '../../lib/backpack';
import type { ImportedTrust } from '../../lib/backpack/organised-backpack';
import { dateInWords } from '../dates';
import { download } from '../download';
import { OpenBackpack } from './surroundings';
import { type Done, ToldWithUndo } from './told-with-undo';
import '../dialog.css';
import './trust-list.css';

interface TrustListDialogProps {
  changed: () => void;
  close: () => void;
}

export function TrustListDialog({ changed, close }: TrustListDialogProps) {
  const backpack = useContext(OpenBackpack);
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [entries, setEntries] = useState<TrustEntry[]>();
  const [told, setTold] = useState<Done>();
  const read = useCallback(async () => {
    const all = (await backpack?.trust()) ?? [];
    setEntries(all.filter(({ decision }) => decision !== 'undecided').toSorted(byName));
  }, [backpack]);
  /** Says so when the storage fails; nothing was changed then. */
  const attempt = useCallback((work: () => Promise<void>) => {
    work().catch((cause: unknown) => {
      console.error('Laurel could not work on the trust list', cause);
      setTold({ words: i18n.t('trust.list.failed') });
    });
  }, []);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => attempt(read), [attempt, read]);
  if (backpack === undefined) return null;

  /** Writes these and says what was done; the way back is the other way round. */
  const keep = (words: string, entries: readonly TrustEntry[], undo?: () => void) =>
    attempt(async () => {
      for (const entry of entries) await backpack.setTrust(entry);
      await read();
      setTold({ words, ...(undo ? { undo } : {}) });
      changed();
    });
  const takeBack = (entry: TrustEntry) =>
    keep(i18n.t('trust.list.takenBack', { name: nameOf(entry) }), [{ ...entry, decision: 'undecided' }], () =>
      keep(i18n.t('trust.list.back', { name: nameOf(entry) }), [entry]),
    );
  const give = () =>
    attempt(async () => {
      download('laurel-trust-list.json', new TextEncoder().encode(await backpack.exportTrust()));
      setTold({ words: i18n.t('trust.list.downloaded', { name: 'laurel-trust-list.json' }) });
    });
  const bring = (file: File) =>
    attempt(async () => {
      const outcome = await backpack.importTrust(await file.text());
      await read();
      const words = importedInWords(outcome);
      if (outcome.kind === 'problem' || outcome.added.length === 0) return setTold({ words });
      setTold({ words, undo: () => takeOut(outcome) });
      changed();
    });
  const takeOut = ({ added, replaced }: Extract<ImportedTrust, { kind: 'imported' }>) =>
    attempt(async () => {
      for (const { id } of added) await backpack.removeTrust(id);
      for (const entry of replaced) await backpack.setTrust(entry);
      await read();
      setTold({ words: i18n.t('trust.list.takenOut', added.length) });
      changed();
    });

  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={heading} onClose={close}>
      <header>
        <h2 id={heading}>{i18n.t('trust.list.title')}</h2>
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          {i18n.t('common.close')}
        </button>
      </header>
      <p class="soft small">{i18n.t('trust.list.explain')}</p>
      {entries?.length === 0 && <p class="trust-none">{i18n.t('trust.list.none')}</p>}
      <ul class="trust-list">
        {entries?.map((entry) => (
          <li key={entry.id}>
            <div>
              <strong class="theirs">{nameOf(entry)}</strong>
              <p class="small">
                {i18n.t(entry.decision === 'trusted' ? 'trust.list.trusted' : 'trust.list.distrusted', {
                  when: dateInWords(entry.since) ?? entry.since,
                })}
              </p>
              {entry.name !== undefined && (
                <p class="soft small theirs">{i18n.t('card.callsItself', { name: entry.name })}</p>
              )}
            </div>
            <button
              type="button"
              class="quiet"
              aria-label={i18n.t('trust.list.undoNamed', { name: nameOf(entry) })}
              onClick={() => takeBack(entry)}
            >
              {i18n.t('trust.undo')}
            </button>
          </li>
        ))}
      </ul>
      <div class="trust-files">
        <button type="button" disabled={!entries?.length} onClick={give}>
          {i18n.t('trust.list.download')}
        </button>
        <button type="button" onClick={() => input.current?.click()}>
          {i18n.t('trust.list.import')}
        </button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".json,application/json"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) bring(file);
            event.currentTarget.value = ''; // The same file may be chosen again.
          }}
        />
      </div>
      <ToldWithUndo done={told} />
    </dialog>
  );
}

/** What was proven about the issuer, never what it calls itself. */
function nameOf({ kind, value, account = '' }: TrustEntry): string {
  return kind === 'key' ? `${i18n.t('proof.key')} ${value}` : value + account;
}

function byName(left: TrustEntry, right: TrustEntry): number {
  return nameOf(left).localeCompare(nameOf(right));
}

function importedInWords(outcome: ImportedTrust): string {
  if (outcome.kind === 'problem') return i18n.t(`trust.list.problem.${PROBLEMS[outcome.code]}`);
  return [
    i18n.t('trust.list.added', outcome.added.length),
    ...(outcome.kept > 0 ? [i18n.t('trust.list.kept', outcome.kept)] : []),
    ...(outcome.left > 0 ? [i18n.t('trust.list.left', outcome.left)] : []),
  ].join(' ');
}

const PROBLEMS = {
  'not-a-trust-list': 'notAList',
  'newer-version': 'newer',
  'too-large': 'tooLarge',
} as const satisfies Record<Extract<ImportedTrust, { kind: 'problem' }>['code'], string>;
