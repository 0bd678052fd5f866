// The backpack as the worker watches over it: what is due, what a quiet check found, what the person is told.
// A face of its own beside index.ts, for the watch alone.
import type { ReportView } from '../page/views';
import type { EvidenceDocument } from '../verify';
import { Backpack } from './backpack';
import { ofBadge } from './badge-rows';
import { UPGRADES } from './database';
import type { Notice, SavedReport } from './records';
import type { WriteTransaction } from './storage';
import {
  DAY_MS,
  dispensable,
  endNotice,
  FIRST_WARNING_MS,
  FURTHEST_MS,
  firstCheck,
  noticeOf,
  silenceOf,
} from './watching';

/** Rejects with BackpackError when the storage can not be had. */
export async function openWatchedBackpack(name = 'laurel'): Promise<WatchedBackpack> {
  const backpack = new WatchedBackpack(name, UPGRADES);
  await backpack.open();
  return backpack;
}

/** `notice`: what of it is new to the person. `unsettled`: it is not clear yet whether the issuer is gone. */
export type QuietOutcome = { kind: 'gone' } | { kind: 'added'; notice?: Notice; unsettled: boolean };

export class WatchedBackpack extends Backpack {
  /**
   * Plans a first check for each badge that has none, and plans anew what a clock that ran ahead had put too far off.
   * What was planned for deleted badges goes.
   */
  async plan(now: number, random: () => number): Promise<void> {
    await this.write(async (transaction) => {
      const store = transaction.objectStore('watch');
      const [badges, planned] = [
        await transaction.objectStore('badges').getAllKeys(),
        await store.getAllKeys(),
      ];
      const has = new Set(planned);
      const lost = await store.index('due').getAllKeys(IDBKeyRange.lowerBound(now + FURTHEST_MS, true));
      const wanted = [...badges.filter((id) => !has.has(id)), ...lost];
      for (const badgeId of wanted) await store.put({ badgeId, due: firstCheck(now, random()) });
      const present = new Set(badges);
      for (const id of planned) if (!present.has(id)) await store.delete(id);
    });
  }

  /** The longest overdue first. */
  async due(now: number, max: number): Promise<string[]> {
    return this.read(async (database) => {
      const watches = await database.getAllFromIndex('watch', 'due', IDBKeyRange.upperBound(now), max);
      return watches.map(({ badgeId }) => badgeId);
    });
  }

  /** Nothing for a badge that was deleted meanwhile. */
  async planCheck(badgeId: string, due: number): Promise<void> {
    await this.write(async (transaction) => {
      if (!(await transaction.objectStore('badges').getKey(badgeId))) return;
      await transaction.objectStore('watch').put({ badgeId, due });
    });
  }

  /**
   * Adds the report of a check that nobody asked for. A host that is silent for a moment does not undo an answer: the
   * badge stays what it was until it is clear that nobody answers any more.
   */
  async addQuietReport(id: string, report: ReportView, evidence: EvidenceDocument[]): Promise<QuietOutcome> {
    const outcome: { notice?: Notice; unsettled: boolean } = { unsettled: false };
    const quiet: ReportView = { ...report, quiet: true };
    const earlier = await this.reports(id);
    const silence = silenceOf([{ checkedAt: report.checkedAt, report }, ...earlier]);
    outcome.unsettled = silence !== undefined && !silence.settled;
    const added = await this.addReport(id, quiet, evidence, {
      keepAnswer: outcome.unsettled,
      also: async (transaction) => {
        const notice = noticeOf(id, quiet, earlier);
        if (notice && (await tell(transaction, notice))) outcome.notice = notice;
        await dropDispensable(transaction, id);
      },
    });
    return added === 'gone' ? { kind: 'gone' } : { kind: 'added', ...outcome };
  }

  /** Badges that end soon; gives the notices that are new. Asks nobody. */
  async tellEnds(now: number): Promise<Notice[]> {
    // Dates stand as their issuers wrote them; as text they are right to a day, and each is looked at by itself.
    const day = (time: number) => new Date(time).toISOString().slice(0, 10);
    const range = IDBKeyRange.bound(day(now - DAY_MS), day(now + FIRST_WARNING_MS + 2 * DAY_MS));
    const ending = await this.read((database) => database.getAllFromIndex('listed', 'end', range));
    const notices = ending.flatMap((badge) => endNotice(badge, now) ?? []);
    if (notices.length === 0) return [];
    return this.write(async (transaction) => {
      const told: Notice[] = [];
      for (const notice of notices) if (await tell(transaction, notice)) told.push(notice);
      return told;
    });
  }
}

/** Once for each event; a warning again only when the end has come nearer than the last one said. */
async function tell(transaction: WriteTransaction, notice: Notice): Promise<boolean> {
  const store = transaction.objectStore('notices');
  const told = await store.get([notice.badgeId, notice.event]);
  if (told && !(notice.days !== undefined && told.days !== undefined && notice.days < told.days))
    return false;
  await store.put(notice);
  return true;
}

/** Years of weekly checks would fill the disk with what is known; see `dispensable`. */
async function dropDispensable(transaction: WriteTransaction, id: string): Promise<void> {
  const store = transaction.objectStore('reports');
  const reports: SavedReport[] = (await store.getAll(ofBadge(id))).reverse();
  const dropped = dispensable(reports);
  if (!dropped) return;
  await store.delete([id, dropped.checkedAt]);
  const name = ({ sha256, url }: { sha256: string; url: string }) => `${sha256} ${url}`;
  const needed = new Set(
    reports.filter((report) => report !== dropped).flatMap(({ report }) => report.evidence.map(name)),
  );
  for (const document of dropped.report.evidence) {
    if (needed.has(name(document))) continue;
    await transaction.objectStore('evidence').delete([id, document.sha256, document.url]);
  }
}
