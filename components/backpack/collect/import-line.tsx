import { i18n } from '#i18n';
import { answerToday, type ListedBadge } from '../../../lib/backpack';
import type { LeftOut, Line, Saved } from '../../../lib/collect';
import { MAX_FILE_BYTES } from '../../../lib/formats/file-limit';
import { MAX_PDF_BYTES } from '../../../lib/pdf/read-apart';
import { AnswerBadge } from '../../answer';
import { dateInWords, sizeInWords } from '../../dates';
import { nameOfSaved } from '../badge-list';

export interface ImportActions {
  open(badgeId: string): void;
  stop(): void;
  tryAgain(): void;
  takeBack(): void;
  clear(): void;
  /** Asks the browser's leave for these hosts, then does what waited for it. */
  allow(hosts: readonly string[]): void;
  /** Straight from a click: what is at this address. */
  look(address: string): void;
  /** Straight from a click: where these lines lead. */
  follow(lineIds: readonly number[]): void;
}

/** Of a wallet with hundreds of badges. */
const MAX_SAVES = 30;

interface LineResultProps {
  line: Line;
  byId: ReadonlyMap<string, ListedBadge>;
  unchecked: ReadonlySet<string>;
  actions: ImportActions;
}

/** What became of one thing that was given, and what can be done about it. */
export function LineResult({
  line: { id, name, outcome, pasted },
  byId,
  unchecked,
  actions,
}: LineResultProps) {
  switch (outcome.kind) {
    case 'read': {
      const saves = outcome.saves.slice(0, MAX_SAVES);
      return (
        <>
          {saves.map((save, at) => (
            <SaveLine key={at} save={save} byId={byId} unchecked={unchecked} open={actions.open} />
          ))}
          {outcome.saves.length > saves.length && (
            <span class="soft small">{i18n.t('safe.more', outcome.saves.length - saves.length)}</span>
          )}
          {outcome.partly && <span class="soft">{i18n.t('backpack.import.partly')}</span>}
        </>
      );
    }
    case 'left':
      return pasted && outcome.why === 'picture-without-badge' ? (
        <StrippedPicture link={pasted.link} look={actions.look} />
      ) : (
        <span class="soft">{LEFT_OUT[outcome.why]()}</span>
      );
    case 'leave':
      return (
        <span class="import-save">
          <span>{i18n.t('backpack.import.leave', { host: outcome.host })}</span>
          <button type="button" onClick={() => actions.allow([outcome.host])}>
            {i18n.t('backpack.import.allow', { host: outcome.host })}
          </button>
        </span>
      );
    case 'asks':
      return (
        <span class="import-save">
          <span class="soft">{i18n.t('backpack.add.leave', { hosts: outcome.host })}</span>
          <button
            type="button"
            aria-label={i18n.t('backpack.import.lookNamed', { name })}
            onClick={() => actions.follow([id])}
          >
            {i18n.t('backpack.add.look')}
          </button>
        </span>
      );
    case 'waiting':
    case 'reading':
    case 'cancelled':
    case 'full':
      return <span class="soft">{i18n.t(`backpack.import.${outcome.kind}`)}</span>;
  }
}

/** The ways that are left. */
function StrippedPicture({ link, look }: { link: string | undefined; look: ImportActions['look'] }) {
  return (
    <span class="import-save">
      <span>{i18n.t('backpack.import.pastedWithoutBadge')}</span>
      {link !== undefined && (
        <button type="button" onClick={() => look(link)}>
          {i18n.t('backpack.import.lookAt', { host: new URL(link).host })}
        </button>
      )}
    </span>
  );
}

const LEFT_OUT = {
  nothing: () => i18n.t('backpack.import.nothing'),
  'picture-without-badge': () => i18n.t('backpack.import.pictureWithoutBadge'),
  'too-large': () => i18n.t('backpack.import.tooLarge', { size: sizeInWords(MAX_FILE_BYTES) }),
  unreadable: () => i18n.t('backpack.import.unreadable'),
  'damaged-zip': () => i18n.t('backpack.import.damagedZip'),
  'harmful-zip': () => i18n.t('backpack.import.harmfulZip'),
  'cut-zip': () => i18n.t('backpack.import.cutZip'),
  'locked-zip': () => i18n.t('backpack.import.lockedZip'),
  'unknown-zip': () => i18n.t('backpack.import.unknownZip'),
  'locked-wallet': () => i18n.t('backpack.import.lockedWallet'),
  'pdf-without-badge': () => i18n.t('backpack.import.pdfWithoutBadge'),
  'too-large-pdf': () => i18n.t('backpack.import.tooLarge', { size: sizeInWords(MAX_PDF_BYTES) }),
  'locked-pdf': () => i18n.t('pdf.locked'),
  'damaged-pdf': () => i18n.t('backpack.import.damagedPdf'),
  'endless-pdf': () => i18n.t('pdf.endless'),
  'partly-pdf': () => i18n.t('backpack.import.partlyPdf'),
  path: () => i18n.t('backpack.import.path'),
  doubled: () => i18n.t('backpack.import.doubled'),
  gone: () => i18n.t('backpack.import.gone'),
  'no-answer': () => i18n.t('backpack.import.noAnswer'),
  offline: () => i18n.t('backpack.import.offline'),
  'private-network': () => i18n.t('backpack.import.privateNetwork'),
} as const satisfies Record<LeftOut, () => string>;

interface SaveLineProps extends Pick<LineResultProps, 'byId' | 'unchecked'> {
  save: Saved;
  open(badgeId: string): void;
}

function SaveLine({ save, byId, unchecked, open }: SaveLineProps) {
  const badge = 'badgeId' in save ? byId.get(save.badgeId) : undefined;
  return (
    <span class="import-save">
      <span class={save.kind === 'failed' ? 'problem' : ''}>
        {badge === undefined && save.name !== undefined && (
          <>
            <bdi class="theirs">{save.name}</bdi>:{' '}
          </>
        )}
        {savedWords(save)}
      </span>
      {badge && (
        <>
          {/* A badge that was there before tells its own answer; of the others it is what this import found out. */}
          <AnswerBadge answer={unchecked.has(badge.id) ? 'checking' : answerToday(badge)} />
          <button type="button" class="quiet" onClick={() => open(badge.id)}>
            {i18n.t('backpack.import.show', { name: nameOfSaved(badge) })}
          </button>
        </>
      )}
    </span>
  );
}

function savedWords(save: Saved): string {
  switch (save.kind) {
    case 'saved':
      return i18n.t('backpack.import.saved');
    case 'already':
      return i18n.t('backpack.import.already', { date: dateInWords(save.savedAt) ?? '' });
    case 'twice':
      return i18n.t('backpack.import.twice');
    case 'taken-back':
      return i18n.t('backpack.import.takenBack');
    case 'failed':
      return i18n.t(save.code === 'quota' ? 'backpack.import.quota' : 'backpack.import.storage');
  }
}
