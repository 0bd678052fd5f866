import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { BadgeCard } from '../../components/badge-facts';
import { Icon } from '../../components/icons';
import { MarkDrawing } from '../../components/mark';
import { answerOf } from '../../components/sentences';
import { savingWords, whateverEndsTheWorker } from '../../components/use-saving';
import { useWorkerEvent } from '../../components/worker-events';
import type { EntryView } from '../../lib/page/views';
import { type Answers, ask } from '../../lib/platform';
import { useTrulySeen } from './truly-seen';

type CardState =
  | { kind: 'loading' }
  | { kind: 'gone' }
  | ({ kind: 'shown' } & NonNullable<Answers['getCard']>);

/** What the seal beside it opens: one badge, from the worker, by a token that only this card has. */
export function Card({ token }: { token: string }) {
  const [state, setState] = useState<CardState>({ kind: 'loading' });
  const refresh = useCallback(() => {
    const show = (card: Answers['getCard']) =>
      setState(card === undefined ? { kind: 'gone' } : { kind: 'shown', ...card });
    // Rejects when Laurel was reloaded under the page.
    ask('getCard', { token }).then(show, () => show(undefined));
  }, [token]);
  useEffect(refresh, [refresh]);
  useWorkerEvent(refresh);

  const seenPart = useRef<HTMLElement>(null);
  return (
    <main ref={seenPart} class="card" aria-busy={state.kind === 'loading'}>
      {state.kind === 'loading' && <CardSkeleton />}
      {state.kind === 'gone' && <p>{i18n.t('card.gone')}</p>}
      {state.kind === 'shown' && (
        <>
          {state.mark !== undefined && (
            <span class="person-mark">
              <MarkDrawing value={state.mark} size={22} />
            </span>
          )}
          <BadgeCard
            entry={state.entry}
            level="h1"
            actions={<CardActions token={token} entry={state.entry} refresh={refresh} seenPart={seenPart} />}
          />
        </>
      )}
    </main>
  );
}

interface CardActionsProps {
  token: string;
  entry: EntryView;
  refresh(): void;
  seenPart: { readonly current: HTMLElement | null };
}

function CardActions({ token, entry, refresh, seenPart }: CardActionsProps) {
  const wasSeen = useTrulySeen(seenPart);
  const [justSaved, setJustSaved] = useState(false);
  const [told, setTold] = useState('');
  const answer = answerOf(entry);
  const canCheck = answer === 'not-checked' || answer === 'could-not-check';

  const save = async () => {
    const seen = wasSeen();
    const outcome = await whateverEndsTheWorker(() => ask('saveFromCard', { token, seen }));
    setTold(outcome.kind === 'opened-popup' ? i18n.t('card.openedPopup') : savingWords(outcome));
    setJustSaved(outcome.kind === 'saved');
    refresh();
  };
  const undo = async () => {
    await ask('undoSaveFromCard', { token });
    setJustSaved(false);
    setTold(i18n.t('common.takenBack'));
    refresh();
  };
  // A card can not ask for the browser's leave; the popup can, and says for which host.
  const check = () =>
    entry.asks.some((asked) => asked.reason === 'permission')
      ? ask('openFromCard', { token, what: 'details' })
      : ask('checkFromCard', { token });
  const act = (action: () => Promise<unknown>) => () => {
    action().catch(() => setTold(i18n.t('popup.workerGone')));
  };

  return (
    <>
      <p class="card-told small" role="status">
        {told}
      </p>
      <div class="card-actions">
        {canCheck && (
          <button type="button" class="primary" onClick={act(check)}>
            {i18n.t('popup.checkNow')}
          </button>
        )}
        {justSaved || entry.saved !== undefined ? (
          <span class="saved">
            <Icon name="check" />
            {i18n.t('popup.saved')}
          </span>
        ) : (
          answer !== 'checking' &&
          !entry.isPrivate && (
            <button type="button" class={SAVE_FIRST.has(answer) ? 'primary' : ''} onClick={act(save)}>
              <SaveLabel short={canCheck} />
            </button>
          )
        )}
        {justSaved && (
          <button type="button" class="quiet" onClick={act(undo)}>
            {i18n.t('common.undo')}
          </button>
        )}
        {answer !== 'not-valid' && answer !== 'not-checked' && answer !== 'checking' && (
          <button type="button" onClick={act(() => ask('openFromCard', { token, what: 'share' }))}>
            {i18n.t('popup.share')}
          </button>
        )}
        <button
          type="button"
          class="quiet"
          onClick={act(() => ask('openFromCard', { token, what: 'details' }))}
        >
          {i18n.t('card.details')}
        </button>
        {entry.isPrivate && entry.saved === undefined && (
          <span class="not-kept soft small">{i18n.t('card.privateWindow')}</span>
        )}
      </div>
    </>
  );
}

/** Beside another first action there is room for one word only; the rest is still said. */
function SaveLabel({ short }: { short: boolean }) {
  const where = i18n.t('popup.saveWhere');
  return (
    <>
      {i18n.t('popup.save')} {short ? <span class="visually-hidden">{where}</span> : where}
    </>
  );
}

/** Answers with which keeping the badge is the likely next step. */
const SAVE_FIRST = new Set(['verified', 'verified-with-notes']);

function CardSkeleton() {
  return (
    <div class="card-skeleton" aria-hidden="true">
      <div class="skeleton" />
      <div class="skeleton" />
      <div class="skeleton" />
    </div>
  );
}
