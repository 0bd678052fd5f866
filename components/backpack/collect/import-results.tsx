import { useMemo } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ListedBadge } from '../../../lib/backpack';
import type { ImportState, LeftOut, Line, Saved } from '../../../lib/collect';
import { wordsLocale } from '../../dates';
import { drawnOnce } from '../../drawn-once';
import { Icon } from '../../icons';
import { hostsInWords } from './hosts-in-words';
import { type ImportActions, LineResult } from './import-line';
import { type ImportProgress, useProgress } from './use-import';
import './collect.css';

interface ImportResultsProps {
  progress: ImportProgress;
  badges: readonly ListedBadge[];
  actions: ImportActions;
}

/** Of a long import: what failed comes first then. While it works, no more than can be followed. */
const MAX_LINES = { working: 8, done: 100 };

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
