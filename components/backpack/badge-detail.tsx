import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import {
  answerToday,
  type Collection,
  type ListedBadge,
  lastProof,
  type SavedBadge,
  type SavedEvidence,
  type SavedFile,
  type SavedReport,
} from '../../lib/backpack';
import type { Replay } from '../../lib/backpack/kept-proof';
import type { ReportView } from '../../lib/page/views';
import { isForHolder } from '../../lib/share';
import { AnswerBadge } from '../answer';
import { LoudNotes, Notes } from '../badge-facts';
import { dateInWords, momentInWords } from '../dates';
import { drawnOnce } from '../drawn-once';
import { Icon } from '../icons';
import { later } from '../later';
import { EndorsementList, PartList } from '../nested-reports';
import { issuerLine, leaveSentence, sentenceOf, toneOf, validityInWords } from '../sentences';
import type { ShareView } from '../share/share-dialog';
import { savedSource } from '../share/share-source';
import { BadgeArt } from './badge-art';
import { BadgeFiles } from './badge-files';
import { nameOfSaved } from './badge-list';
import { History } from './history';
import { HowWeKnow } from './how-we-know';
import { type KeptState, KeptToday, useKeptProof } from './kept-proof';
import { OwnWords } from './own-words';
import { OpenBackpack } from './surroundings';
import { TrustIssuer } from './trust-issuer';
import { UntrustedMarkdown } from './untrusted-markdown';
import { useBoundTo } from './use-bound-to';
import { hostOf } from './web-address';
import { WhatItSays } from './what-it-says';
import './badge-detail.css';

const ShareDialog = later(async () => (await import('../share/share-dialog')).ShareDialog);

interface BadgeDetailProps {
  badgeId: string;
  /** Changes whenever the backpack did: everything is read again. */
  revision: number;
  collections: readonly Collection[];
  /** All awards of its achievement, the newest first, where there are several. */
  awards: readonly ListedBadge[];
  open: (badgeId: string) => void;
  /** Verifies with what was kept, asking nobody. */
  replay: Replay;
  checking: boolean;
  /** `hosts`: those that could not be asked for want of leave. */
  checkAgain: (hosts: readonly string[]) => void;
  /** Asks this host for a newer edition. */
  refresh: (host: string) => void;
  remove: () => void;
  /** Something of the backpack was changed here. */
  changed: () => void;
  close: () => void;
}

export const BadgeDetail = drawnOnce(function BadgeDetail({
  badgeId,
  revision,
  collections,
  awards,
  open,
  ...actions
}: BadgeDetailProps) {
  const parts = useParts(badgeId, revision);
  const shown = parts.kind === 'read' ? reportShown(parts.badge, parts.reports) : undefined;
  const kept = useKeptProof(parts.kind === 'read' ? parts : undefined, shown, actions.replay);
  const heading = useRef<HTMLHeadingElement>(null);
  const loaded = parts.kind;
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [badgeId, loaded]);

  return (
    <section class="detail" aria-label={i18n.t('backpack.detail.region')}>
      <div class="detail-bar">
        <button type="button" class="quiet detail-back" onClick={actions.close}>
          <Icon name="chevron" /> {i18n.t('backpack.detail.back')}
        </button>
        <button
          type="button"
          class="quiet detail-close"
          aria-label={i18n.t('backpack.detail.close')}
          onClick={actions.close}
        >
          <Icon name="cross" />
        </button>
      </div>
      {parts.kind === 'gone' && (
        <div class="empty">
          <h2 ref={heading} tabIndex={-1}>
            {i18n.t('backpack.detail.gone')}
          </h2>
          <p class="soft">{i18n.t('backpack.detail.goneText')}</p>
        </div>
      )}
      {parts.kind === 'read' && (
        <>
          <Head {...parts} heading={heading} kept={kept} {...actions} />
          <Awards awards={awards} badgeId={badgeId} open={open} />
          {parts.badge.badge && (
            <WhatItSays badge={parts.badge.badge} proven={parts.badge.sealer.kind !== 'none'} />
          )}
          <Nested report={reportShown(parts.badge, parts.reports)} />
          <OwnWords badge={parts.badge} collections={collections} changed={actions.changed} />
          <TrustIssuer badge={parts.badge} revision={revision} changed={actions.changed} />
          <HowWeKnow badgeId={parts.badge.id} report={lastAsked(parts)} kept={kept} />
          <History reports={parts.reports} />
          <BadgeFiles badge={parts.badge} files={parts.files} evidence={parts.evidence} />
        </>
      )}
    </section>
  );
});

/** Where the same achievement was awarded again: renewals, and awards that were issued anew. */
function Awards({ awards, badgeId, open }: Pick<BadgeDetailProps, 'awards' | 'badgeId' | 'open'>) {
  if (awards.length < 2) return null;
  return (
    <section class="part" aria-labelledby="awards">
      <h3 id="awards">{i18n.t('groups.awards', awards.length)}</h3>
      <ol class="plain history">
        {awards.map((award) => {
          const date = award.badge?.awardedAt ?? award.badge?.validFrom;
          const words = (date && dateInWords(date)) ?? i18n.t('groups.noDate');
          return (
            <li key={award.id}>
              <AnswerBadge answer={answerToday(award)} />
              {award.id === badgeId ? (
                <span class="small">{i18n.t('groups.thisOne', { date: words })}</span>
              ) : (
                <a
                  class="small"
                  href={`?badge=${encodeURIComponent(award.id)}`}
                  onClick={(event) => {
                    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
                    event.preventDefault();
                    open(award.id);
                  }}
                >
                  {words}
                </a>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Credentials within this one, each with its own answer. */
function Nested({ report }: { report: ReportView | undefined }) {
  if (report === undefined) return null;
  const { parts, endorsements } = report;
  return (
    <>
      {parts.length > 0 && (
        <section class="part" aria-labelledby="members">
          <h3 id="members">{i18n.t('card.parts')}</h3>
          <PartList parts={parts} />
        </section>
      )}
      {endorsements.length > 0 && (
        <section class="part" aria-labelledby="endorsements">
          <h3 id="endorsements">{i18n.t('card.endorsements')}</h3>
          <EndorsementList endorsements={endorsements} words={(text) => <UntrustedMarkdown text={text} />} />
        </section>
      )}
    </>
  );
}

interface Read {
  kind: 'read';
  badge: SavedBadge;
  files: SavedFile[];
  reports: SavedReport[];
  evidence: SavedEvidence[];
}
type Parts = { kind: 'reading' } | { kind: 'gone' } | Read;

function useParts(badgeId: string, revision: number): Parts {
  const backpack = useContext(OpenBackpack);
  const [parts, setParts] = useState<Parts & { of?: string }>({ kind: 'reading' });
  useEffect(() => {
    let wanted = true;
    const read = async (): Promise<Parts> => {
      if (!backpack) return { kind: 'reading' };
      const [badge, files, reports, evidence] = await Promise.all([
        backpack.get(badgeId),
        backpack.files(badgeId),
        backpack.reports(badgeId),
        backpack.evidence(badgeId),
      ]);
      return badge ? { kind: 'read', badge, files, reports, evidence } : { kind: 'gone' };
    };
    read().then(
      (next) => wanted && setParts({ ...next, of: badgeId }),
      (cause: unknown) => {
        if (!wanted) return;
        console.error('Laurel could not read a badge', cause);
        setParts({ kind: 'gone', of: badgeId });
      },
    );
    return () => {
      wanted = false;
    };
  }, [backpack, badgeId, revision]);
  return parts.of === badgeId ? parts : { kind: 'reading' };
}

interface HeadProps
  extends Omit<Read, 'kind'>,
    Omit<BadgeDetailProps, 'badgeId' | 'revision' | 'collections' | 'awards' | 'open'> {
  heading: { current: HTMLHeadingElement | null };
  kept: KeptState;
}

function Head(props: HeadProps) {
  const { badge, files, reports, evidence, heading, kept, checking, checkAgain, refresh, remove } = props;
  const name = nameOfSaved(badge);
  const answer = answerToday(badge);
  const report = reportShown(badge, reports);
  const boundTo = useBoundTo(badge);
  const [sharing, setSharing] = useState<ShareView>();
  const source = useMemo(
    () => savedSource(badge, { report, files, evidence }),
    [badge, report, files, evidence],
  );
  const isHolders = report !== undefined && isForHolder(report);
  const claimed = badge.badge?.issuer.name;
  const says = badge.badge;
  const proven = badge.sealer.kind !== 'none';
  const refreshHost = proven && says?.refreshAddress ? hostOf(says.refreshAddress) : undefined;
  return (
    <header class="detail-head">
      <BadgeArt badgeId={badge.id} name={name} alt={says?.image?.caption ?? ''} class="detail-art" />
      <h2 ref={heading} tabIndex={-1} class="theirs">
        {name}
      </h2>
      <div class="notice verdict" data-tone={toneOf(answer)}>
        <AnswerBadge answer={checking ? 'checking' : answer} size={20} />
        <p>{sentenceOfSaved(badge, reports)}</p>
      </div>
      <KeptToday kept={kept} report={report} />
      {report !== undefined && <LoudNotes report={report} />}
      {report !== undefined && <Notes report={report} />}
      <p class="sealer">
        <strong class="theirs">{issuerLine(badge)}</strong>
        {claimed && proven && (
          <span class="soft small theirs">{i18n.t('backpack.detail.callsItself', { name: claimed })}</span>
        )}
      </p>
      <dl class="facts">
        {proven && says?.awardedAt && (
          <Fact name={i18n.t('backpack.detail.awarded')} value={dateInWords(says.awardedAt)} />
        )}
        {proven && says && answer !== 'revoked' && (
          <Fact name={i18n.t('backpack.detail.validity')} value={validityInWords(says)} />
        )}
        <Fact name={i18n.t('backpack.detail.forWhom')} value={proven ? boundTo : undefined} />
        <Fact name={i18n.t('backpack.detail.saved')} value={savedInWords(badge)} />
        <Fact
          name={i18n.t('backpack.detail.lastChecked')}
          value={
            (badge.checkedAt && momentInWords(badge.checkedAt)) ?? i18n.t('backpack.detail.neverChecked')
          }
        />
      </dl>
      <div class="actions">
        {isHolders && (
          <button type="button" class="primary" onClick={() => setSharing('parts')}>
            {i18n.t('share.parting.open')}
          </button>
        )}
        <button
          type="button"
          class={isHolders ? '' : 'primary'}
          disabled={checking}
          onClick={() => checkAgain(hostsToAllow(reports[0]?.report))}
        >
          {i18n.t(checking ? 'backpack.detail.checkingAgain' : 'backpack.detail.checkAgain')}
        </button>
        {refreshHost && (
          <button type="button" disabled={checking} onClick={() => refresh(refreshHost)}>
            {i18n.t('backpack.detail.refresh')}
          </button>
        )}
        <button type="button" onClick={() => setSharing('targets')}>
          {i18n.t('backpack.detail.share')}
        </button>
        {report?.badge && answer !== 'not-valid' && !isHolders && (
          <button type="button" onClick={() => setSharing('page')}>
            {i18n.t('share.page.make')}
          </button>
        )}
        <button type="button" onClick={remove}>
          {i18n.t('backpack.detail.delete')}
        </button>
      </div>
      {sharing !== undefined && (
        <ShareDialog source={source} view={sharing} close={() => setSharing(undefined)} />
      )}
    </header>
  );
}

/** Hosts that the browser has not let Laurel ask yet. */
function hostsToAllow(report: ReportView | undefined): string[] {
  const refused = report?.checks.filter((check) => check.params?.reason === 'permission') ?? [];
  return [...new Set(refused.flatMap((check) => check.params?.host ?? []))];
}

function Fact({ name, value }: { name: string; value: string | undefined }) {
  if (!value) return null;
  return (
    <div>
      <dt class="soft">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The report that the shown answer comes from: a later try without network does not replace it. */
function reportShown(badge: SavedBadge, reports: readonly SavedReport[]): ReportView | undefined {
  return savedReportShown(badge, reports)?.report;
}

function savedReportShown(badge: SavedBadge, reports: readonly SavedReport[]): SavedReport | undefined {
  return reports.find(({ checkedAt }) => checkedAt === badge.checkedAt) ?? reports[0];
}

/** The newest that the person asked for; a quiet one only where the answer comes from it. */
function lastAsked({ badge, reports }: Pick<Read, 'badge' | 'reports'>): SavedReport | undefined {
  return reports[0]?.report.quiet ? savedReportShown(badge, reports) : reports[0];
}

function sentenceOfSaved(badge: SavedBadge, reports: readonly SavedReport[]): string {
  const report = reportShown(badge, reports);
  if (!report) return leaveSentence([]);
  const today = answerToday(badge) === 'expired' ? { ...report, verdict: 'expired' as const } : report;
  return sentenceOf(today, { provenAt: lastProof(reports)?.checkedAt ?? null });
}

function savedInWords({ savedAt, foundAt }: SavedBadge): string {
  const date = dateInWords(savedAt) ?? '';
  return foundAt ? i18n.t('backpack.detail.savedFrom', { date, host: hostOf(foundAt) }) : date;
}
