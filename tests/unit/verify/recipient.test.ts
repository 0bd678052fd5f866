import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Badge, type RecipientIdentity, readAssertion, readCredential } from '../../../lib/credential';
import { matchRecipient } from '../../../lib/verify/recipient';

const ANA = { type: 'email', value: 'ana@example.org' };
const BO = { type: 'email', value: 'bo@example.org' };
const DIGITS = { md5: 32, sha1: 40, sha256: 64, sha512: 128 } as const;
type Hash = keyof typeof DIGITS;

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

function hashed(text: string, name: Hash = 'sha256'): string {
  return `${name}$${createHash(name).update(text).digest('hex')}`;
}

async function outcomeOf(recipient: RecipientIdentity, tried: { type: string; value: string }) {
  return (await matchRecipient(badgeFor(recipient), [tried])).outcome;
}

describe('a recipient', () => {
  it('is not asked about when nobody is tried, and not bound when the badge names nobody', async () => {
    expect(await matchRecipient(badgeFor(ANA), [])).toEqual({ outcome: 'not-asked' });
    expect(await matchRecipient(badgeFor(ANA), undefined)).toEqual({ outcome: 'not-asked' });
    expect(await matchRecipient(badgeFor(), [ANA])).toEqual({ outcome: 'not-bound' });
    expect(await matchRecipient(undefined, [ANA])).toEqual({ outcome: 'not-bound' });
  });

  it('is never matched by a name, which identifies nobody', async () => {
    const named = { type: 'name', value: 'Ana' };
    expect(await matchRecipient(badgeFor(named), [ANA])).toEqual({ outcome: 'not-bound' });
    expect(await matchRecipient(badgeFor(named), [named])).toEqual({ outcome: 'not-bound' });
  });

  it('tells which of the identities that were tried matched', async () => {
    const recipient = { type: 'email', hash: hashed('ana@example.orgsalt'), salt: 'salt' };
    const did = { type: 'id', value: 'did:example:ana' };
    for (const [tried, matched] of [
      [[ANA, BO, did], 0],
      [[BO, ANA, did], 1],
      [[did, BO, ANA], 2],
    ] as const) {
      expect(await matchRecipient(badgeFor(recipient), tried)).toEqual({ outcome: 'match', matched });
    }
  });

  it('is found by any one of several identifiers', async () => {
    const badge = badgeFor(
      { type: 'id', value: 'did:example:ana' },
      { type: 'sourcedId', value: 's-12' },
      { type: 'email', hash: hashed('ana@example.orgx'), salt: 'x' },
    );
    expect(await matchRecipient(badge, [BO, ANA])).toEqual({ outcome: 'match', matched: 1 });
    expect(await matchRecipient(badge, [{ type: 'sourcedId', value: 's-12' }])).toMatchObject({
      outcome: 'match',
    });
    expect(await matchRecipient(badge, [{ type: 'did', value: 'did:example:ana' }])).toMatchObject({
      outcome: 'match',
    });
    expect(await matchRecipient(badge, [BO])).toEqual({ outcome: 'mismatch' });
    expect(await matchRecipient(badge, [{ type: 'telephone', value: '+34600' }])).toEqual({
      outcome: 'not-comparable',
    });
  });
});

describe('hashes of recipients', () => {
  const HASHES = Object.keys(DIGITS) as Hash[];
  const cases = HASHES.flatMap((name) =>
    ['', 'seasalt'].flatMap((salt) => [false, true].map((upper) => ({ name, salt, upper }))),
  );
  it.each(cases)('match by $name, salt "$salt", upper case: $upper', async ({ name, salt, upper }) => {
    const lower = hashed(`ana@example.org${salt}`, name);
    const hash = upper ? lower.toUpperCase() : lower;
    const recipient = { type: 'email', hash, ...(salt === '' ? {} : { salt }) };
    expect(await outcomeOf(recipient, ANA)).toBe('match');
    expect(await outcomeOf(recipient, BO)).toBe('mismatch');
    expect(await outcomeOf({ ...recipient, salt: `${salt}.` }, ANA)).toBe('mismatch');
  });

  it.each(['nobody@example.org', ' NOBODY@example.org '])(
    'match the published example by %j',
    async (value) => {
      const recipient = { type: 'email', hash: hashed('nobody@example.orgdeadsea'), salt: 'deadsea' };
      expect(recipient.hash).toMatch(/^sha256\$ecf5409f[0-9a-f]{52}1942$/);
      expect(await outcomeOf(recipient, { type: 'email', value })).toBe('match');
    },
  );

  it.each([
    ['of an unknown kind', `crc32$${'0'.repeat(64)}`],
    ['cut short', `sha256$${'0'.repeat(63)}`],
    ['too long', `sha256$${'0'.repeat(65)}`],
    ['that are none', 'sha256$ana@example.org'],
  ])('%s say nothing against anybody', async (_how, hash) => {
    expect(await outcomeOf({ type: 'email', hash }, ANA)).toBe('not-comparable');
  });
});

describe('an address for mail', () => {
  const SPELLINGS = [
    'ana.lima@example.org',
    'Ana.Lima@Example.org',
    'Ana.Lima@example.org',
    'ana.lima@Example.Org',
    'ANA.LIMA@EXAMPLE.ORG',
    'ANA.LIMA@example.org',
    'Ana.lima@example.org',
  ];
  it.each(SPELLINGS)('is the same where the issuer wrote %j', async (written) => {
    for (const typed of ['ana.lima@example.org', ' ANA.LIMA@example.org\n', 'Ana.Lima@Example.Org']) {
      const tried = { type: 'email', value: typed };
      expect(await outcomeOf({ type: 'email', value: written }, tried)).toBe('match');
      expect(await outcomeOf({ type: 'email', hash: hashed(`${written}s`), salt: 's' }, tried)).toBe('match');
    }
  });

  it('is as typed where that is neither of the usual cases', async () => {
    const tried = { type: 'email', value: 'aNa@example.org' };
    expect(await outcomeOf({ type: 'email', hash: hashed('aNa@example.org') }, tried)).toBe('match');
  });

  it('is another one with another tag, dot or host', async () => {
    for (const value of ['ana+badges@example.org', 'a.na@example.org', 'ana@example.com', 'ana']) {
      expect(await outcomeOf(ANA, { type: 'email', value })).toBe('mismatch');
    }
  });
});

describe('every kind of identity', () => {
  // OB 3.0 IdentifierTypeEnum, without those of things and courses, which nobody is.
  const KINDS = [
    'sourcedId',
    'systemId',
    'userName',
    'accountId',
    'nationalIdentityNumber',
    'lisSourcedId',
    'oneRosterSourcedId',
    'sisSourcedId',
    'ltiUserId',
    'identifier',
    'ext:student-card',
  ];
  it.each(KINDS)('%s is compared as it stands, in clear and hashed', async (type) => {
    const own = { type, value: 'A-12b' };
    for (const recipient of [own, { type, hash: hashed('A-12bq'), salt: 'q' }]) {
      expect(await outcomeOf(recipient, own)).toBe('match');
      expect(await outcomeOf(recipient, { type, value: 'A-13b' })).toBe('mismatch');
      expect(await outcomeOf(recipient, { type, value: 'a-12B' })).toBe('mismatch');
      expect(await outcomeOf(recipient, { type: 'telephone', value: '+34600' })).toBe('not-comparable');
    }
  });

  it.each([
    ['emailAddress', ANA],
    ['https://schema.org/email', ANA],
    ['schema:email', ANA],
    ['ext:email', ANA],
    ['phoneNumber', { type: 'telephone', value: '+34600' }],
    ['DID', { type: 'id', value: 'did:example:ana' }],
  ])('%s is another word for the same', async (type, tried) => {
    expect(await outcomeOf({ type, value: tried.value }, tried)).toBe('match');
    expect(await outcomeOf({ type: tried.type, value: tried.value }, { ...tried, type })).toBe('match');
  });

  it('an identifier of no said kind may be any of them, and is nobody against whom to hold it', async () => {
    expect(await outcomeOf({ type: 'identifier', value: 'ana@example.org' }, ANA)).toBe('match');
    expect(await outcomeOf({ type: 'identifier', hash: hashed('ana@example.org') }, ANA)).toBe('match');
    expect(await outcomeOf({ type: 'identifier', value: 's-12' }, ANA)).toBe('not-comparable');
  });

  it.each([
    'https://ana.example',
    'https://ana.example/',
    'https://Ana.Example/',
    'https://ana.example:443/',
  ])('web addresses lead to the same place: %s', async (value) => {
    const tried = { type: 'url', value };
    expect(await outcomeOf({ type: 'url', value: 'https://ana.example' }, tried)).toBe('match');
    expect(await outcomeOf({ type: 'url', hash: hashed('https://ana.example/') }, tried)).toBe('match');
    expect(await outcomeOf({ type: 'url', value: 'https://ana.example/x' }, tried)).toBe('mismatch');
  });

  it('telephone numbers are their digits', async () => {
    const tried = { type: 'telephone', value: '+34 (600) 12-34' };
    expect(await outcomeOf({ type: 'telephone', hash: hashed('+346001234') }, tried)).toBe('match');
    expect(await outcomeOf({ type: 'telephone', value: '+34 600 12 34' }, tried)).toBe('match');
    expect(await outcomeOf({ type: 'id', value: 'tel:+346001234' }, tried)).toBe('match');
    expect(await outcomeOf({ type: 'telephone', value: '+34600123' }, tried)).toBe('mismatch');
  });

  it.each([
    ['did:key:z6MkAna', { type: 'id', value: 'did:key:z6MkAna' }, 'match'],
    ['did:key:z6MkAna', { type: 'did', value: 'did:key:z6MkAna' }, 'match'],
    ['did:key:z6MkAna', { type: 'id', value: 'did:key:z6Mkana' }, 'mismatch'],
    ['mailto:ana@example.org', ANA, 'match'],
    ['MAILTO:Ana@example.org', ANA, 'match'],
    ['mailto:bo@example.org', ANA, 'mismatch'],
    ['https://ana.example/', { type: 'url', value: 'https://ana.example' }, 'match'],
    ['urn:uuid:1', ANA, 'not-comparable'],
  ])('credentialSubject.id %s against %o is a %s', async (value, tried, outcome) => {
    expect(await outcomeOf({ type: 'id', value }, tried)).toBe(outcome);
  });
});

describe('what documents say of whom they are for', () => {
  const upper = hashed('ana@example.orgs').toUpperCase();
  it.each<[string, Badge]>([
    ['0.5, in clear', readAssertion('0.5', { recipient: 'ana@example.org' })],
    ['0.5, hashed', readAssertion('0.5', { recipient: hashed('ana@example.orgs'), salt: 's' })],
    ['1.0', readAssertion('1.0', { recipient: { type: 'email', hashed: true, identity: upper, salt: 's' } })],
    [
      '2.0, called plain',
      readAssertion('2.0', {
        recipient: { type: 'email', hashed: false, identity: hashed('ana@example.org') },
      }),
    ],
    [
      '2.0, by address',
      readAssertion('2.0', {
        recipient: { type: 'http://schema.org/email', hashed: false, identity: 'Ana@Example.org' },
      }),
    ],
    ['3.0, by id', readCredential({ credentialSubject: { id: 'mailto:ana@example.org' } })],
    [
      '3.0, by the second identifier',
      readCredential({
        credentialSubject: {
          identifier: [
            { type: 'IdentityObject', identityType: 'sourcedId', hashed: false, identityHash: 's-12' },
            {
              type: 'IdentityObject',
              identityType: 'emailAddress',
              hashed: true,
              identityHash: upper,
              salt: 's',
            },
          ],
        },
      }),
    ],
  ])('%s', async (_version, badge) => {
    expect(await matchRecipient(badge, [BO, ANA])).toEqual({ outcome: 'match', matched: 1 });
    expect(await matchRecipient(badge, [BO])).toEqual({ outcome: 'mismatch' });
  });
});
