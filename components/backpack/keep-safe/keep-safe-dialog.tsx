// The whole backpack in one file, back from one, kept by the browser, or gone for good.
import { useContext, useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { OpenBackpack } from '../surroundings';
import { BringBack } from './bring-back';
import { DeleteAll } from './delete-all';
import { FolderPart } from './folder/folder-part';
import type { Folder } from './folder/use-folder';
import { TakeAway } from './take-away';
import type { Run, Told } from './work';
import '../../dialog.css';
import './keep-safe.css';

interface KeepSafeDialogProps {
  total: number;
  folder: Folder;
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

/** Drawing costs more than a badge does. */
const DRAWN_EVERY_MS = 100;

export function KeepSafeDialog({ total, folder, brought, changed, close }: KeepSafeDialogProps) {
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

  const run: Run = async (words, act) => {
    const cancel = new AbortController();
    running.current = cancel;
    setTold('');
    setWork({ words, cancel });
    try {
      let drawn = 0;
      const onProgress = (progress: { done: number; total: number }) => {
        if (performance.now() - drawn < DRAWN_EVERY_MS) return;
        drawn = performance.now();
        setWork({ words, cancel, progress });
      };
      setTold(await act(cancel.signal, onProgress));
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
    <dialog ref={dialog} class="dialog keep-safe" aria-labelledby={heading} onClose={close}>
      <header>
        <h2 id={heading}>{i18n.t('safe.title')}</h2>
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          {i18n.t('common.close')}
        </button>
      </header>
      <p class="soft small">{i18n.t('safe.explain')}</p>
      {total > 0 && <TakeAway {...shared} total={total} />}
      <FolderPart folder={folder} />
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
      <div class={isProblem(told) ? 'dialog-told failed' : 'dialog-told'} role="status">
        {isProblem(told) ? told.problem : told}
      </div>
    </dialog>
  );
}

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

function isProblem(told: Told): told is { problem: string } {
  return typeof told === 'object' && told !== null && 'problem' in told;
}
