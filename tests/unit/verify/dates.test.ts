import { describe, expect, it } from 'vitest';
import { readDateTime, readUntil } from '../../../lib/verify/dates';
import { makeVerdict } from '../../../lib/verify/verdict';

describe('dates', () => {
  it.each([
    ['2010-01-01T00:00:00Z', '2010-01-01T00:00:00.000Z', true],
    ['2010-01-01T00:00:00.123456789Z', '2010-01-01T00:00:00.123Z', true],
    ['2022-11-10T07:38:00-08:00', '2022-11-10T15:38:00.000Z', true],
    ['2013-02-18T18:10+0500', '2013-02-18T13:10:00.000Z', true],
    ['2010-01-01T24:00:00Z', '2010-01-02T00:00:00.000Z', true],
    ['2010-01-01T00:00:00', '2010-01-01T00:00:00.000Z', false],
    ['2012-12-12', '2012-12-12T00:00:00.000Z', false],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z', true],
  ])('%s is %s', (text, iso, zoned) => {
    const instant = readDateTime(text);
    expect([new Date(instant?.time ?? 0).toISOString(), instant?.zoned]).toEqual([iso, zoned]);
  });

  it.each([
    '',
    'soon',
    '2023-02-29T00:00:00Z',
    '2010-13-01T00:00:00Z',
    '2010-01-01T25:00:00Z',
    '2010-01-01T00:00:00+15:00',
    12,
    null,
    {},
  ])('%j is none', (value) => {
    expect(readDateTime(value)).toBeUndefined();
  });

  it('lets a day as the end include that day', () => {
    expect(readUntil('2026-11-23')?.time).toBe(Date.parse('2026-11-24T00:00:00Z'));
  });
});

describe('the verdict', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const past = '2026-01-01T00:00:00Z';
  const future = '2027-01-01T00:00:00Z';

  it.each([
    ['verified', { status: 'good', validFrom: past, validUntil: future }],
    ['verified', { status: 'good' }],
    ['expired', { status: 'good', validFrom: past, validUntil: past }],
    ['not-yet-valid', { status: 'good', validFrom: future }],
    ['could-not-check', { status: 'could-not-check', validFrom: past }],
    ['expired', { status: 'could-not-check', validUntil: past }],
    ['revoked', { status: 'revoked', validUntil: past }],
    ['suspended', { status: 'suspended', validFrom: future }],
    ['could-not-check', { status: 'good', validUntil: 'some day' }],
  ] as const)('%s for %o', (verdict, standing) => {
    expect(makeVerdict({ authenticity: 'authentic', standing }, now).verdict).toBe(verdict);
  });

  it('says nothing of dates or status while nothing is proven', () => {
    for (const authenticity of ['not-valid', 'could-not-check'] as const) {
      const made = makeVerdict({ authenticity, standing: { status: 'revoked', validUntil: past } }, now);
      expect(made).toEqual({ verdict: authenticity, checks: [] });
    }
  });
});
