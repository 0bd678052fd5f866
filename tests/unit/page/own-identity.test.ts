import { describe, expect, it } from 'vitest';
import { ownIdentity } from '../../../lib/page/own-identity';
import type { Report } from '../../../lib/verify';
import { reportNumber } from '../backpack/made-up-badges';

const ANA = { type: 'email', value: 'ana@example.org' };
const OTHERS = [
  { type: 'email', value: 'ana@home.example' },
  { type: 'name', value: 'Ana' },
];

function reportFor(
  recipients: { type: string; value: string }[],
  sealer: Report['sealer'] = { kind: 'domain', value: 'school.example' },
): Pick<Report, 'badge' | 'sealer'> {
  const { badge } = reportNumber(1, 'verified', '2026-01-01T00:00:00Z');
  if (!badge) throw new Error('the made-up report has no badge');
  return { badge: { ...badge, recipients }, sealer };
}

describe('a badge on a page', () => {
  it('says by which of the identities it is bound to the person', async () => {
    expect(await ownIdentity(reportFor([ANA]), [...OTHERS, ANA])).toBe('ana@example.org');
  });

  it('is not called theirs for a name alone', async () => {
    expect(await ownIdentity(reportFor([{ type: 'name', value: 'Ana' }]), OTHERS)).toBeUndefined();
  });

  it('is not called theirs when it is bound to somebody else, or when nobody was proven to have said so', async () => {
    expect(await ownIdentity(reportFor([ANA]), OTHERS)).toBeUndefined();
    expect(await ownIdentity(reportFor([ANA], { kind: 'none' }), [ANA])).toBeUndefined();
    expect(await ownIdentity(undefined, [ANA])).toBeUndefined();
  });
});
