import { useEffect, useId, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { AnswerBadge } from '../../components/answer';
import { BadgeFacts, LoudWords } from '../../components/badge-facts';
import { BadgePicture } from '../../components/badge-picture';
import { CheckDetails } from '../../components/check-list';
import { Icon } from '../../components/icons';
import { openOwnPage } from '../../components/open-link';
import { AlwaysCheck } from '../../components/page/always-check';
import { ChooseBadge, type Choosing, WORTH_SAVING } from '../../components/page/save-several';
import { answerOf, issuerLine, leaveSentence, nameOf } from '../../components/sentences';
import type { Saving } from '../../components/use-saving';
import type { EntryView, PageView } from '../../lib/page/views';
import { isForHolder } from '../../lib/share';

interface BadgeRowProps {
  entry: EntryView;
  tabId: number;
  /** Open, and what for; undefined is closed. */
  open: NonNullable<PageView['focus']>['what'] | undefined;
  toggle(): void;
  /** Just added by the person: comes into sight. */
  arrived: boolean;
  /** Whether the row itself says whom a check would ask; where many wait, the list says it once. */
  explainLeave: boolean;
  check(): void;
  saving: Saving;
  choosing: Choosing;
  share(): void;
}

/** One badge. Its text starts with the answer; opened, it shows what the card shows. */
export function BadgeRow({
  entry,
  tabId,
  open: openFor,
  toggle,
  arrived,
  explainLeave,
  check,
  saving,
  choosing,
  share,
}: BadgeRowProps) {
  const open = openFor !== undefined;
  const panel = useId();
  const row = useRef<HTMLLIElement>(null);
  const answer = answerOf(entry);
  useEffect(() => {
    if (arrived) row.current?.scrollIntoView({ block: 'nearest' });
  }, [arrived]);
  return (
    <li ref={row} class={open ? 'badge-row open' : 'badge-row'}>
      <div class="row-line">
        <button type="button" class="row-toggle" aria-expanded={open} aria-controls={panel} onClick={toggle}>
          <BadgePicture entry={entry} size={48} />
          <span class="row-text">
            <AnswerBadge answer={answer} />
            <span class="row-name theirs">{nameOf(entry)}</span>
            <span class="row-issuer soft small theirs">{secondLine(entry)}</span>
            {!open && <LoudWords entry={entry} />}
          </span>
        </button>
        {choosing.ticked ? (
          <ChooseBadge entry={entry} choosing={choosing} />
        ) : (
          <RowAction entry={entry} check={check} saving={saving} share={share} />
        )}
      </div>
      {answer === 'not-checked' && explainLeave && !open && (
        <p class="row-leave small soft">{leaveSentence(entry.report?.needs ?? [], entry.asks)}</p>
      )}
      <SavingMessage entry={entry} saving={saving} />
      <div id={panel} class="row-panel" hidden={!open}>
        {open && (
          <>
            {openFor === 'save' && entry.saved === undefined && (
              <p class="notice">{i18n.t('popup.saveHere')}</p>
            )}
            <BadgeFacts entry={entry} sentence />
            <PanelActions entry={entry} check={check} saving={saving} share={share} />
            {!entry.isPrivate && <AlwaysCheck entry={entry} />}
            {entry.report !== undefined && (
              <CheckDetails
                report={entry.report}
                // Its tab would be one of an ordinary window.
                {...(entry.isPrivate ? {} : { of: { tabId, entryId: entry.id } })}
              />
            )}
          </>
        )}
      </div>
    </li>
  );
}

/** What became of saving, and the way back. */
function SavingMessage({ entry, saving }: Pick<BadgeRowProps, 'entry' | 'saving'>) {
  const text = saving.messages.get(entry.id) ?? '';
  return (
    <div class={text === '' ? 'row-message empty' : 'row-message small'}>
      <span role="status">{text}</span>
      {saving.justSaved.has(entry.id) && (
        <button type="button" class="quiet" onClick={() => void saving.undo(entry.id)}>
          {i18n.t('common.undo')}
        </button>
      )}
    </div>
  );
}

/** Whose seal; before there is a report, nothing that is not proven. */
function secondLine(entry: EntryView): string {
  return entry.report === undefined || answerOf(entry) === 'not-checked'
    ? i18n.t('popup.nothingConfirmed')
    : issuerLine(entry.report);
}

type Actions = Pick<BadgeRowProps, 'entry' | 'check' | 'saving' | 'share'>;

/** The one button that fits the state, and sharing where there is something to share. */
function RowAction(actions: Actions) {
  const { entry, check, share } = actions;
  const answer = answerOf(entry);
  if (answer === 'checking') return null;
  if (answer === 'not-checked' || answer === 'could-not-check') {
    return (
      <div class="row-actions">
        <button type="button" onClick={check}>
          {i18n.t('popup.checkNow')}
        </button>
      </div>
    );
  }
  if (!WORTH_SAVING.has(answer)) return null;
  return (
    <div class="row-actions">
      <SaveButton {...actions} />
      <button type="button" class="quiet icon-button" onClick={share}>
        <Icon name="share" />
        <span class="visually-hidden">{i18n.t('popup.share')}</span>
      </button>
    </div>
  );
}

function SaveButton({ entry, saving }: Actions) {
  const badgeId = saving.justSaved.get(entry.id) ?? entry.saved?.badgeId;
  if (badgeId === undefined) {
    if (entry.isPrivate) return null;
    return (
      <button type="button" onClick={() => void saving.save(entry.id)}>
        {i18n.t('popup.save')}
        <span class="visually-hidden"> {i18n.t('popup.saveWhere')}</span>
      </button>
    );
  }
  return (
    <button type="button" class="quiet saved" onClick={() => openBackpackWith({ badge: badgeId })}>
      <Icon name="check" />
      {i18n.t('popup.saved')}
    </button>
  );
}

/** What else can be done with an open row. */
function PanelActions(actions: Actions) {
  const { entry, check, share } = actions;
  const answer = answerOf(entry);
  const inRow = WORTH_SAVING.has(answer);
  // No badge by itself: a zip, a wallet's backup, a page may still be there, which only the backpack opens.
  const isElse = entry.at !== undefined && !entry.report?.badge && !entry.isPrivate;
  const looked = isElse ? entry.report?.evidence[0]?.url : undefined;
  return (
    <div class="panel-actions">
      {answer !== 'checking' && answer !== 'not-checked' && answer !== 'could-not-check' && (
        <button type="button" class="quiet" onClick={check}>
          {i18n.t('popup.checkAgain')}
        </button>
      )}
      {!inRow && answer !== 'checking' && <SaveButton {...actions} />}
      {looked !== undefined && (
        <button type="button" class="quiet" onClick={() => openBackpackWith({ add: looked })}>
          {i18n.t('popup.lookInBackpack')}
        </button>
      )}
      {!inRow && entry.hasFile && (
        <button type="button" class="quiet" onClick={share}>
          {i18n.t(isHolders(entry) ? 'share.parting.open' : 'popup.share')}
        </button>
      )}
    </div>
  );
}

/** A copy that is shown in parts or not at all. */
function isHolders({ report }: EntryView): boolean {
  return report !== undefined && isForHolder(report);
}

function openBackpackWith(what: { badge: string } | { add: string }): void {
  const query = new URLSearchParams(what);
  void openOwnPage(`/backpack.html?${query}`);
}
