import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Badge, RecipientIdentity } from '../../../lib/credential';
import { matchRecipient } from '../../../lib/verify/recipient';

const ANA = { type: 'email', value: 'ana@example.org' };

function badgeFor(...recipients: RecipientIdentity[]): Badge {
  return {
    version: '3.0',
    kind: 'badge',
    name: 'x',
    issuer: {},
    recipients,
    evidence: [],
    alignments: [],
    tags: [],
    results: [],
    links: [],
  };
}

function sha256(text: string): string {
  return `sha256$${createHash('sha256').update(text).digest('hex')}`;
}

describe('a recipient', () => {
  it('is not asked about when nobody is tried, and not bound when the badge names nobody', async () => {
    expect(await matchRecipient(badgeFor(ANA), [])).toEqual({ outcome: 'not-asked' });
    expect(await matchRecipient(badgeFor(ANA), undefined)).toEqual({ outcome: 'not-asked' });
    expect(await matchRecipient(badgeFor(), [ANA])).toEqual({ outcome: 'not-bound' });
    expect(await matchRecipient(badgeFor({ type: 'name', value: 'Ana' }), [ANA])).toEqual({
      outcome: 'not-bound',
    });
  });

  it.each([
    [{ type: 'email', value: 'ana@example.org' }],
    [{ type: 'email', value: 'Ana@Example.org' }],
    [{ type: 'email', hash: sha256('ana@example.orgsalt'), salt: 'salt' }],
    [{ type: 'emailAddress', hash: sha256('ana@example.org') }],
    [
      {
        type: 'email',
        hash: sha256('ana@example.orgsalt').toUpperCase().replace('SHA256', 'sha256'),
        salt: 'salt',
      },
    ],
    [{ type: 'id', value: 'mailto:ana@example.org' }],
  ])('matches by %o', async (recipient) => {
    expect(
      await matchRecipient(badgeFor(recipient), [{ type: 'email', value: 'bo@example.org' }, ANA]),
    ).toEqual({ outcome: 'match', matched: 1 });
  });

  it.each(['nobody@example.org', ' NOBODY@example.org '])(
    'finds the published example by %j',
    async (value) => {
      const recipient = { type: 'email', hash: sha256('nobody@example.orgdeadsea'), salt: 'deadsea' };
      expect(recipient.hash).toMatch(/^sha256\$ecf5409f[0-9a-f]{52}1942$/);
      expect(await matchRecipient(badgeFor(recipient), [{ type: 'email', value }])).toEqual({
        outcome: 'match',
        matched: 0,
      });
    },
  );

  it('does not match when the same type was tried and differs', async () => {
    expect(await matchRecipient(badgeFor({ type: 'email', hash: sha256('bo@example.org') }), [ANA])).toEqual({
      outcome: 'mismatch',
    });
    expect(
      await matchRecipient(badgeFor({ type: 'id', value: 'did:example:bo' }), [
        { type: 'id', value: 'did:example:ana' },
      ]),
    ).toEqual({ outcome: 'mismatch' });
  });

  it.each(['md5', 'sha1', 'sha256', 'sha512'])('matches %s with a salt, in either case', async (name) => {
    const digest = createHash(name).update('ana@example.org').update('seasalt').digest('hex');
    for (const hash of [`${name}$${digest}`, `${name}$${digest.toUpperCase()}`]) {
      const recipient = { type: 'email', hash, salt: 'seasalt' };
      expect(await matchRecipient(badgeFor(recipient), [ANA])).toEqual({ outcome: 'match', matched: 0 });
    }
  });

  it.each([
    ['across types', { type: 'telephone', value: '+34123' }],
    ['by a hash of an unknown kind', { type: 'email', hash: `crc32$${'0'.repeat(64)}` }],
    ['by a hash that was cut short', { type: 'email', hash: `sha256$${'0'.repeat(63)}` }],
  ])('can not be compared %s', async (_how, recipient) => {
    expect(await matchRecipient(badgeFor(recipient), [ANA])).toEqual({ outcome: 'not-comparable' });
  });

  it('takes web addresses with and without a last slash', async () => {
    const recipient = { type: 'url', hash: sha256('https://ana.example/') };
    expect(
      (await matchRecipient(badgeFor(recipient), [{ type: 'url', value: 'https://ana.example' }])).outcome,
    ).toBe('match');
  });
});
