import { useMemo } from 'preact/hooks';
import { i18n } from '#i18n';
import { answerToday, type ListedBadge } from '../../../lib/backpack';
import type { ImportState, LeftOut, Line, Saved } from '../../../lib/collect';
import { MAX_FILE_BYTES } from '../../../lib/formats/file-limit';
import { MAX_PDF_BYTES } from '../../../lib/pdf/read-apart';
import { AnswerBadge } from '../../answer';
import { dateInWords, sizeInWords, wordsLocale } from '../../dates';
import { Icon } from '../../icons';
import { nameOfSaved } from '../badge-list';
import { hostsInWords } from './hosts-in-words';
import { type ImportProgress, useProgress } from './use-import';
import './collect.css';
import { drawnOnce } from '../../drawn-once';

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

interface ImportResultsProps {
  progress: ImportProgress;
  badges: readonly ListedBadge[];
  actions: ImportActions;
}

/** Of a long import: what failed comes first then. While it works, no more than can be followed. */
const MAX_LINES = { working: 8, done: 100 };
/** Of a wallet with hundreds of badges. */
const MAX_SAVES = 30;

/** What became of each thing that was given, and what can be done about it. */
export const ImportResults = drawnOnce(function ImportResults({
  progress,
  badges,
  actions,
}: ImportResultsProps) {
  const state = useProgress(progress, (all) => all);
  const byId = useMemo(() => new Map(badges.map((badge) => [badge.id, badge])), [badges]);
  const { lines, working, added, again, needs } = state;
  if (lines.length === 0) return null;
  const max = MAX_LINES[working ? 'working' : 'done'];
  const shown =
    lines.length > max
      ? lines.toSorted((left, right) => gravity(right) - gravity(left)).slice(0, max)
      : lines;
  const noRoom = lines.some(isOutOfRoom);
  return (
    <section class="notice import-results" aria-labelledby="import-results">
      <div class="import-head">
        <h2 id="import-results">{i18n.t('backpack.import.title')}</h2>
        {!working && (
          <button
            type="button"
            class="quiet"
            aria-label={i18n.t('backpack.import.closeResults')}
            onClick={actions.clear}
          >
            <Icon name="cross" />
          </button>
        )}
      </div>
      {working && <Progress working={working} stop={actions.stop} />}
      <p role="status" class="import-summary">
        {working ? '' : summaryOf(lines)}
      </p>
      {noRoom && !working && <p class="import-alarm">{i18n.t('backpack.import.noRoom')}</p>}
      {needs.badgeIds.length > 0 && !working && <Needs needs={needs} allow={actions.allow} />}
      {!working && <LinksToFollow lines={lines} follow={actions.follow} />}
      {!working && added.length + again > 0 && (
        <div class="import-actions">
          {again > 0 && (
            <button type="button" class={noRoom ? 'primary' : ''} onClick={actions.tryAgain}>
              {i18n.t('backpack.import.again', again)}
            </button>
          )}
          {added.length > 0 && (
            <button type="button" onClick={actions.takeBack}>
              {i18n.t('backpack.import.undo', added.length)}
            </button>
          )}
        </div>
      )}
      <ul class="plain import-list">
        {shown.map((line) => (
          <li key={line.id}>
            <span class="import-file theirs">{line.name}</span>
            <LineResult line={line} byId={byId} unchecked={state.unchecked} actions={actions} />
          </li>
        ))}
      </ul>
      {lines.length > shown.length && (
        <p class="soft small">{i18n.t('safe.more', lines.length - shown.length)}</p>
      )}
    </section>
  );
});

function Progress({ working, stop }: { working: NonNullable<ImportState['working']>; stop: () => void }) {
  const { on, done, of } = working;
  const words = { done: done.toLocaleString(wordsLocale()), of: of.toLocaleString(wordsLocale()) };
  const label = i18n.t(PROGRESS[on], words);
  return (
    <div class="import-progress">
      <progress aria-label={label} max={of} value={done} />
      <span class="soft figures">{label}</span>
      {on !== 'taking-back' && (
        <button type="button" class="quiet" onClick={stop}>
          {i18n.t('backpack.import.stop')}
        </button>
      )}
    </div>
  );
}

const PROGRESS = {
  adding: 'backpack.import.adding',
  checking: 'backpack.import.checking',
  'taking-back': 'backpack.import.takingBack',
} as const;

function Needs({ needs, allow }: { needs: ImportState['needs']; allow: ImportActions['allow'] }) {
  const hosts = new Intl.ListFormat(wordsLocale()).format(needs.hosts);
  return (
    <div class="import-needs">
      <p>{i18n.t('backpack.import.needs', needs.badgeIds.length, [String(needs.badgeIds.length), hosts])}</p>
      <button type="button" onClick={() => allow(needs.hosts)}>
        {i18n.t('backpack.import.allowAll')}
      </button>
    </div>
  );
}

/** One click for all links of PDFs that nobody followed yet; a single one has its own in its line. */
function LinksToFollow({ lines, follow }: { lines: readonly Line[]; follow: ImportActions['follow'] }) {
  const links = lines.flatMap(({ id, outcome }) => (outcome.kind === 'asks' ? [{ id, ...outcome }] : []));
  if (links.length < 2) return null;
  return (
    <div class="import-needs">
      <p>
        {i18n.t('backpack.import.links', links.length, [
          String(links.length),
          hostsInWords(links.map(({ host }) => host)),
        ])}
      </p>
      <button type="button" onClick={() => follow(links.map(({ id }) => id))}>
        {i18n.t('backpack.import.followAll', links.length)}
      </button>
    </div>
  );
}

/** `12 badges added, 3 you had already, 2 without a badge`. */
function summaryOf(lines: readonly Line[]): string {
  const counts = {
    added: 0,
    already: 0,
    twice: 0,
    takenBack: 0,
    without: 0,
    failed: 0,
    links: 0,
    notTried: 0,
  };
  for (const { outcome } of lines) {
    if (outcome.kind === 'read') {
      for (const save of outcome.saves) {
        if (save.kind !== 'taken-back' || !save.again) counts[COUNTED[save.kind]] += 1;
      }
    } else if (outcome.kind === 'left') counts[WITHOUT.has(outcome.why) ? 'without' : 'failed'] += 1;
    else if (outcome.kind === 'asks') counts.links += 1;
    else counts.notTried += 1;
  }
  const parts = (Object.keys(counts) as (keyof typeof counts)[]) // Its own names, in their order.
    .filter((key) => counts[key] > 0)
    .map((key) => i18n.t(`backpack.import.summary.${key}`, counts[key]));
  return new Intl.ListFormat(wordsLocale(), { type: 'unit' }).format(parts);
}

const COUNTED = {
  saved: 'added',
  already: 'already',
  twice: 'twice',
  'taken-back': 'takenBack',
  failed: 'failed',
} as const satisfies Record<Saved['kind'], string>;

const WITHOUT: ReadonlySet<LeftOut> = new Set(['nothing', 'picture-without-badge', 'pdf-without-badge']);

function isOutOfRoom({ outcome }: Line): boolean {
  return (
    outcome.kind === 'full' ||
    (outcome.kind === 'read' && outcome.saves.some((save) => save.kind === 'failed' && save.code === 'quota'))
  );
}

/** What somebody has to do something about, then what is under way, then the rest. */
function gravity({ outcome }: Line): number {
  switch (outcome.kind) {
    case 'left':
      return WITHOUT.has(outcome.why) ? 2 : 4;
    case 'leave':
    case 'full':
    case 'cancelled':
    case 'asks':
      return 3;
    case 'reading':
      return 5;
    case 'read':
      return outcome.saves.some(({ kind }) => kind === 'failed') ? 4 : 1;
    case 'waiting':
      return 0;
  }
}

interface LineResultProps {
  line: Line;
  byId: ReadonlyMap<string, ListedBadge>;
  unchecked: ReadonlySet<string>;
  actions: ImportActions;
}

function LineResult({ line: { id, name, outcome, pasted }, byId, unchecked, actions }: LineResultProps) {
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
