import type { Backpack, SavedBadge } from '../backpack';
import { type Check, type EvidenceDocument, type Report, verify } from '../verify';
import { pictureCheck } from './picture-check';
import { reportView } from './report-view';
import type { PageSurroundings } from './surroundings';
import { verifyEnvironment } from './verify-environment';
import type { ReportView } from './views';

type Around = Pick<
  PageSurroundings,
  'openBackpack' | 'fetchFor' | 'limitAge' | 'checking' | 'comparePictures'
>;

/** Checks a badge of the backpack again, as the person asked; the report joins its history. */
export async function recheckSaved(around: Around, badgeId: string): Promise<'checked' | 'gone'> {
  const backpack = await around.openBackpack();
  const saved = await backpack.get(badgeId);
  if (!saved) return 'gone';
  const fetch = around.fetchFor({ purpose: 'document', asked: true, checking: await around.checking() });
  const { view, evidence } = await reportOnSaved(around, backpack, saved, fetch);
  const added = await backpack.addReport(badgeId, view, evidence);
  return added === 'gone' ? 'gone' : 'checked';
}

export async function reportOnSaved(
  around: Pick<Around, 'openBackpack' | 'limitAge' | 'comparePictures'>,
  backpack: Backpack,
  { id, documentForm: form, documentText: text }: SavedBadge,
  fetch: typeof globalThis.fetch,
): Promise<{ view: ReportView; evidence: EvidenceDocument[] }> {
  const report = await verify({ form, text }, await verifyEnvironment(around, fetch));
  const view = reportView(report);
  const seen = await comparedAgain(report, id, backpack, around);
  const checks = seen ? [...view.checks, seen] : view.checks;
  return { view: { ...view, checks }, evidence: report.evidence };
}

/** The picture that was saved with the declared one that was kept beside it. */
async function comparedAgain(
  report: Report,
  badgeId: string,
  backpack: Backpack,
  { comparePictures }: Pick<PageSurroundings, 'comparePictures'>,
): Promise<Check | undefined> {
  const files = await backpack.files(badgeId);
  const shown = files.find(({ role, mediaType }) => role === 'original' && mediaType.startsWith('image/'));
  const declared = files.filter(({ role }) => role === 'picture').map(({ bytes }) => bytes);
  return pictureCheck(report, { shown: shown?.bytes, declared }, comparePictures);
}
