// Sharing one badge, from wherever it is shown. Nothing leaves before the person has seen what does.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { EntryView } from '../../lib/page/views';
import { isForHolder } from '../../lib/share';
import { nameOf } from '../sentences';
import { lazily } from './lazily';
import type { Kept, ShareSource } from './share-source';
import { TargetsList } from './targets-list';
import { ToldLine } from './told';
import '../dialog.css';
import './share.css';

const ChooseParts = lazily(async () => (await import('./choose-parts')).ChooseParts);
const SharePageOf = lazily(async () => (await import('./share-page-form')).SharePageOf);

export type ShareView = 'targets' | 'page' | 'parts';

interface ShareDialogProps {
  source: ShareSource;
  /** Where it opens. */
  view?: ShareView;
  close(): void;
}

export function ShareDialog({ source, view: first = 'targets', close }: ShareDialogProps) {
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [view, setView] = useState<ShareView>(first);
  /** A copy that shows parts of the badge, while a page is made of that. */
  const [copy, setCopy] = useState<ShareSource>();
  const kept = useKept(source);
  useEffect(() => dialog.current?.showModal(), []);

  const show = (next: ShareView) => {
    setView(next);
    dialog.current?.scrollTo({ top: 0 });
    // What had the focus is gone with the view.
    dialog.current?.focus();
  };
  const name = nameOf(source.entry);
  const back = () => {
    show(view === 'page' && copy !== undefined ? 'parts' : 'targets');
    setCopy(undefined);
  };
  return (
    <dialog ref={dialog} class="dialog share-dialog" tabIndex={-1} aria-labelledby={heading} onClose={close}>
      <header>
        <h2 id={heading} class="theirs">
          {view === 'targets' ? i18n.t('share.title', { name }) : i18n.t(TITLES[view])}
        </h2>
        <span class="share-ways">
          {view !== 'targets' && (
            <button type="button" class="quiet" onClick={back}>
              {i18n.t('share.back')}
            </button>
          )}
          <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
            {i18n.t('common.close')}
          </button>
        </span>
      </header>
      {kept.kind === 'reading' && <p class="soft">{i18n.t('share.reading')}</p>}
      {kept.kind === 'failed' && <ToldLine told={{ kind: 'failed', words: i18n.t('share.fileGone') }} />}
      {kept.kind === 'read' && (
        <>
          {view === 'targets' && (
            <>
              {isHolders(source.entry) && <HolderFirst choose={() => show('parts')} />}
              <TargetsList
                source={source}
                kept={kept}
                {...(canBePaged(source.entry) ? { makePage: () => show('page') } : {})}
              />
            </>
          )}
          {(view === 'parts' || copy !== undefined) && (
            <div hidden={view !== 'parts'}>
              <ChooseParts
                source={source}
                text={kept.document?.text ?? ''}
                makePage={(of) => {
                  setCopy(of);
                  show('page');
                }}
              />
            </div>
          )}
          {view === 'page' && <SharePageOf source={copy ?? source} />}
        </>
      )}
    </dialog>
  );
}

const TITLES = { page: 'share.page.title', parts: 'share.parting.open' } as const;

type Reading = { kind: 'reading' | 'failed' } | ({ kind: 'read' } & Kept);

function useKept(source: ShareSource): Reading {
  const [kept, setKept] = useState<Reading>({ kind: 'reading' });
  useEffect(() => {
    let wanted = true;
    source.read().then(
      (read) => wanted && setKept({ kind: 'read', ...read }),
      (cause: unknown) => {
        if (!wanted) return;
        console.error('Laurel could not read a badge to share', cause);
        setKept({ kind: 'failed' });
      },
    );
    return () => {
      wanted = false;
    };
  }, [source]);
  return kept;
}

/** For a copy that its holder keeps: what others get is made of it. */
function HolderFirst({ choose }: { choose: () => void }) {
  return (
    <div class="holder-first">
      <p>{i18n.t('share.parting.explain')}</p>
      <button type="button" class="primary" onClick={choose}>
        {i18n.t('share.parting.open')}
      </button>
    </div>
  );
}

function isHolders({ report }: EntryView): boolean {
  return report !== undefined && isForHolder(report);
}

function canBePaged(entry: EntryView): boolean {
  return entry.report?.badge !== undefined && entry.report.verdict !== 'not-valid' && !isHolders(entry);
}
