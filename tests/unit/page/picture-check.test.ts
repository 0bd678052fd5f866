import { describe, expect, it } from 'vitest';
import { type ComparePictures, pictureCheck } from '../../../lib/page/picture-check';
import type { Report } from '../../../lib/verify';
import { reportNumber } from '../backpack/made-up-badges';

const [shown, declared, other] = [[1], [2], [3]].map((bytes) => new Uint8Array(bytes));
const report = (change: Partial<Report> = {}) => {
  const made = reportNumber(1, 'verified', '2026-01-01T00:00:00Z');
  const badge = made.badge && { ...made.badge, image: { url: 'https://school.example/badge.png' } };
  return { ...made, ...(badge ? { badge } : {}), ...change } as Pick<Report, 'badge' | 'sealer'>;
};
const says =
  (outcome: 'same' | 're-encoded' | 'different'): ComparePictures =>
  async () => ({ outcome });

describe('the picture on the page', () => {
  it.each([
    ['same', 'passed', 'picture-same'],
    ['re-encoded', 'passed', 'picture-re-encoded'],
    ['different', 'warning', 'picture-different'],
  ] as const)('that is %s gives a check that says so', async (outcome, checked, code) => {
    const check = await pictureCheck(
      report(),
      { shown, declared: declared ? [declared] : [] },
      says(outcome),
    );
    expect(check).toEqual({ id: 'picture', outcome: checked, code });
  });

  it('is not compared where nobody was proven to have declared one, or none was looked at', async () => {
    const pictures = { shown, declared: declared ? [declared] : [] };
    expect(
      await pictureCheck(report({ sealer: { kind: 'none' } }), pictures, says('different')),
    ).toBeUndefined();
    expect(
      await pictureCheck(report(), { ...pictures, shown: undefined }, says('different')),
    ).toBeUndefined();
  });

  it('is not called another one when the declared one could not be had', async () => {
    const check = await pictureCheck(report(), { shown, declared: [] }, says('different'));
    expect(check).toMatchObject({ outcome: 'skipped', code: 'picture-not-had' });
  });

  it('needs no drawing when the files are equal, and may be any of the declared ones', async () => {
    const never: ComparePictures = () => Promise.reject(new Error('drawn'));
    const equal = shown ? [shown.slice()] : [];
    expect(await pictureCheck(report(), { shown, declared: equal }, never)).toMatchObject({
      code: 'picture-same',
    });
    const likeOther: ComparePictures = async (_shown, bytes) => ({
      outcome: bytes === other ? 're-encoded' : 'different',
    });
    const both = [declared, other].filter((bytes) => bytes !== undefined);
    const check = await pictureCheck(report(), { shown, declared: both }, likeOther);
    expect(check).toMatchObject({ code: 'picture-re-encoded' });
  });
});
