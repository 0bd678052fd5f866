import { type Check, refresh, verify } from '../verify';
import { reportView } from './report-view';
import type { PageSurroundings } from './surroundings';
import { verifyEnvironment } from './verify-environment';

export type RefreshedSaved =
  /** The newer edition is in the backpack beside the older one; `already`: it was there before. */
  | { kind: 'saved' | 'already'; badgeId: string }
  /** What the issuer gave is the edition in hand. */
  | { kind: 'newest' }
  /** The edition in hand stays, for the reason that the check gives. */
  | { kind: 'kept'; check: Check }
  | { kind: 'failed' };

/** Asks the issuer of a saved badge for its newer edition, as the person wished (VCCR 1.0, OB 3.0 §8.4). */
export async function refreshSaved(
  around: Pick<PageSurroundings, 'openBackpack' | 'fetchFor' | 'limitAge' | 'checking'>,
  badgeId: string,
): Promise<RefreshedSaved> {
  const backpack = await around.openBackpack();
  const saved = await backpack.get(badgeId);
  if (!saved) return { kind: 'failed' };
  const fetch = around.fetchFor({ purpose: 'document', asked: true, checking: await around.checking() });
  const environment = await verifyEnvironment(around, fetch);
  const held = await verify({ form: saved.documentForm, text: saved.documentText }, environment);
  const refreshed = await refresh(held, environment);
  if (refreshed.kind === 'kept') return refreshed;
  const { document, report } = refreshed;
  if (document.text === saved.documentText) return { kind: 'newest' };
  // Its picture stays the older one's where the issuer gave none anew: the same badge, as the person knows it.
  const files = (await backpack.files(badgeId)).filter(({ role }) => role === 'picture');
  const outcome = await backpack.save({
    badge: {
      documentForm: document.form,
      documentText: document.text,
      // As a document of its own: by what it proves, it may well be the award that is there, with another end.
      answer: 'not-checked',
      sealer: { kind: 'none' },
    },
    files: files.map(({ badgeId: _older, ...file }) => file),
    evidence: [],
  });
  if (outcome.kind === 'failed') return { kind: 'failed' };
  await backpack.addReport(outcome.badgeId, reportView(report), report.evidence);
  return { kind: outcome.kind, badgeId: outcome.badgeId };
}
