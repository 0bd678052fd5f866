import { verify } from '../verify';
import { reportView } from './report-view';
import type { PageSurroundings } from './surroundings';

/** Checks a badge of the backpack again, as the person asked; the report joins its history. */
export async function recheckSaved(
  around: Pick<PageSurroundings, 'openBackpack' | 'fetchFor' | 'limitAge' | 'checking'>,
  badgeId: string,
): Promise<'checked' | 'gone'> {
  const backpack = await around.openBackpack();
  const saved = await backpack.get(badgeId);
  if (!saved) return 'gone';
  const fetch = around.fetchFor({ purpose: 'document', asked: true, checking: await around.checking() });
  const document = { form: saved.documentForm, text: saved.documentText };
  const report = await verify(document, { fetch, limitAge: around.limitAge });
  const added = await backpack.addReport(badgeId, reportView(report), report.evidence);
  return added === 'gone' ? 'gone' : 'checked';
}
