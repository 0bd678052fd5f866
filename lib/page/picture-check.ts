// What comparing the picture on the page with the declared one adds to a report.
import type { Check, Report } from '../verify';

/** `different`: another picture. `not-comparable`: nothing can be said, and why. */
export type PictureOutcome =
  | { outcome: 'same' | 're-encoded' | 'different' }
  | { outcome: 'not-comparable'; reason: 'too-small' | 'blank' | 'unreadable' | 'unavailable' };

export type ComparePictures = (shown: Uint8Array, declared: Uint8Array) => Promise<PictureOutcome>;

/**
 * Undefined where there is nothing to compare with: nobody was proven to have declared a picture, or none was
 * looked at. `declared`: undefined when the issuer names a picture that was not had.
 */
export async function pictureCheck(
  report: Pick<Report, 'badge' | 'sealer'>,
  pictures: { shown: Uint8Array | undefined; declared: readonly Uint8Array[] },
  compare: ComparePictures,
): Promise<Check | undefined> {
  const { shown, declared } = pictures;
  if (!declaresPicture(report) || shown === undefined) return undefined;
  let check: Check = { id: 'picture', outcome: 'skipped', code: 'picture-not-had' };
  for (const bytes of declared) {
    check = checkOf(sameBytes(shown, bytes) ? { outcome: 'same' } : await compare(shown, bytes));
    if (check.outcome === 'passed') return check;
  }
  return check;
}

/** Whether somebody was proven to have declared a picture: without, there is nothing to read one for. */
export function declaresPicture({ badge, sealer }: Pick<Report, 'badge' | 'sealer'>): boolean {
  return sealer.kind !== 'none' && badge?.image !== undefined;
}

function checkOf(result: PictureOutcome): Check {
  switch (result.outcome) {
    case 'same':
      return { id: 'picture', outcome: 'passed', code: 'picture-same' };
    case 're-encoded':
      return { id: 'picture', outcome: 'passed', code: 'picture-re-encoded' };
    case 'different':
      return { id: 'picture', outcome: 'warning', code: 'picture-different' };
    case 'not-comparable':
      return { id: 'picture', outcome: 'skipped', code: `picture-${result.reason}` };
  }
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
