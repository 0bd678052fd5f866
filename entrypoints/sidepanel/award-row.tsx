import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { AnswerBadge } from '../../components/answer';
import { BadgeFacts, LoudWords } from '../../components/badge-facts';
import { BadgePicture } from '../../components/badge-picture';
import { CheckDetails } from '../../components/check-list';
import { dateInWords } from '../../components/dates';
import { AlwaysCheck } from '../../components/page/always-check';
import { ChooseBadge, type Choosing } from '../../components/page/save-several';
import { issuerLine, leaveSentence } from '../../components/sentences';
import type { Saving } from '../../components/use-saving';
import { type Award, matchWords } from './awards';

interface AwardRowProps {
  award: Award;
  compared: boolean;
  detailed: boolean;
  saving: Saving;
  choosing: Choosing;
  check(): void;
  share(): void;
}

/** One award in a line; its text starts with the answer. Opened, it says everything that is known. */
export function AwardRow({ award, compared, detailed, saving, choosing, check, share }: AwardRowProps) {
  const [opened, setOpened] = useState(false);
  const panel = useId();
  const { entry, answer } = award;
  const { report } = entry;
  const open = opened || detailed;
  const message = saving.messages.get(entry.id) ?? '';
  return (
    <li class={open ? 'award open' : 'award'}>
      <BadgePicture entry={entry} size={40} />
      <span class="award-answer">
        <AnswerBadge answer={answer} />
      </span>
      <span class="award-name">
        <button
          type="button"
          class="quiet theirs"
          aria-expanded={open}
          aria-controls={panel}
          onClick={() => setOpened(!opened)}
        >
          {award.name}
        </button>
        {entry.file !== undefined && <span class="soft small theirs one-line">{entry.file}</span>}
        {!open && <LoudWords entry={entry} />}
      </span>
      <span class="award-seal theirs">
        {report === undefined || answer === 'not-checked'
          ? i18n.t('popup.nothingConfirmed')
          : issuerLine(report)}
      </span>
      <DateCell label="awarded" iso={award.awardedAt} />
      <DateCell label="until" iso={award.validUntil} />
      {compared && <MatchCell award={award} />}
      <span class="award-action">
        {choosing.ticked ? (
          <ChooseBadge entry={entry} choosing={choosing} />
        ) : answer === 'not-checked' || answer === 'could-not-check' ? (
          <button type="button" onClick={check}>
            {i18n.t('popup.checkNow')}
          </button>
        ) : (
          <SaveAction award={award} saving={saving} />
        )}
      </span>
      {answer === 'not-checked' && !open && (
        <p class="award-leave soft small">{leaveSentence(report?.needs ?? [], entry.asks)}</p>
      )}
      <p class={message === '' ? 'visually-hidden' : 'award-leave small'} role="status">
        {message}
      </p>
      <div id={panel} class="award-panel" hidden={!open}>
        {open && (
          <>
            <BadgeFacts entry={entry} sentence />
            <div class="award-more">
              {entry.hasFile && (
                <button type="button" class="quiet" onClick={share}>
                  {i18n.t('popup.share')}
                </button>
              )}
              {answer !== 'checking' && answer !== 'not-checked' && answer !== 'could-not-check' && (
                <button type="button" class="quiet" onClick={check}>
                  {i18n.t('popup.checkAgain')}
                </button>
              )}
            </div>
            {!entry.isPrivate && <AlwaysCheck entry={entry} />}
            {report !== undefined && <CheckDetails key={String(detailed)} report={report} open={detailed} />}
          </>
        )}
      </div>
    </li>
  );
}

function DateCell({ label, iso }: { label: 'awarded' | 'until'; iso: string }) {
  const date = iso === '' ? undefined : dateInWords(iso);
  return (
    <span class={date === undefined ? 'award-date none' : 'award-date'}>
      {date !== undefined && (
        <>
          <span class="award-label soft">{i18n.t(`sidepanel.columns.${label}`)} </span>
          <time class="figures" dateTime={iso}>
            {date}
          </time>
        </>
      )}
    </span>
  );
}

const TONES = { match: 'green', mismatch: 'amber', 'other-name': 'amber' } as const;

function MatchCell({ award }: { award: Award }) {
  const words = matchWords(award);
  const { match } = award;
  const tone = match === 'match' || match === 'mismatch' || match === 'other-name' ? TONES[match] : undefined;
  return (
    <span class="award-match" data-tone={tone}>
      {words ?? <span class="soft">{i18n.t('sidepanel.match.unproven')}</span>}
    </span>
  );
}

function SaveAction({ award: { entry, answer }, saving }: Pick<AwardRowProps, 'award' | 'saving'>) {
  if (answer === 'checking') return null;
  if (saving.justSaved.has(entry.id)) {
    return (
      <button type="button" class="quiet" onClick={() => void saving.undo(entry.id)}>
        {i18n.t('common.undo')}
      </button>
    );
  }
  if (entry.saved !== undefined) return <span class="soft small">{i18n.t('popup.saved')}</span>;
  if (answer === 'not-valid' || entry.isPrivate) return null;
  return (
    <button type="button" onClick={() => void saving.save(entry.id)}>
      {i18n.t('popup.save')}
      <span class="visually-hidden"> {i18n.t('popup.saveWhere')}</span>
    </button>
  );
}
