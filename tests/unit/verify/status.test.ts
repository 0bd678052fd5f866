import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Secured } from '../../../lib/verify/context';
import { createContext } from '../../../lib/verify/context';
import { checkStatus, type VerifySecured } from '../../../lib/verify/status';
import { bytesOf, entryAt } from '../../../lib/verify/status/bits';
import { NOW, replay, type World } from './hosted-world';

const LIST = 'https://uni.example/status/3';
const ISSUER = 'did:web:uni.example';

/** A list of bits with the given ones set. */
function encoded(set: readonly number[], bits = 131_072): string {
  const bytes = new Uint8Array(bits / 8);
  for (const index of set) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (0x80 >> (index & 7));
  return Buffer.from(gzipSync(bytes)).toString('base64url');
}

function list(set: readonly number[], changes: { subject?: object; list?: object; bits?: number } = {}) {
  return {
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    id: LIST,
    issuer: ISSUER,
    validFrom: '2024-01-01T00:00:00Z',
    credentialSubject: {
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: `u${encoded(set, changes.bits)}`,
      ...changes.subject,
    },
    ...changes.list,
  };
}

const entry = {
  id: `${LIST}#5`,
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '5',
  statusListCredential: LIST,
};

/** Stands for the check of the list's own proof, which has its own tests. */
const genuine: VerifySecured = async (text): Promise<Secured> => ({
  authenticity: 'authentic',
  credential: JSON.parse(text),
  issuerId: JSON.parse(text).issuer,
  sealer: { kind: 'domain', value: 'uni.example' },
});

async function statusIn(world: World, entries: unknown[] = [entry], verifySecured = genuine) {
  const context = createContext({ fetch: replay(world), now: NOW });
  const credential = { id: 'https://uni.example/credentials/1', issuerId: ISSUER };
  const status = await checkStatus(entries, credential, context, verifySecured);
  return {
    status,
    checks: context.checks,
    codes: context.checks.map(({ outcome, code }) => `${outcome} ${code}`),
  };
}

const served = (body: unknown): World => ({ [LIST]: { body } });

describe('a bitstring status list', () => {
  it('lets a credential stand whose bit is not set', async () => {
    expect(await statusIn(served(list([4, 6])))).toMatchObject({
      status: 'good',
      codes: ['passed status-good'],
    });
  });
  it('revokes the credential whose bit is set, first bit leftmost', async () => {
    expect(await statusIn(served(list([5])))).toMatchObject({ status: 'revoked', codes: ['failed revoked'] });
  });
  it('reads an index that is a number', async () => {
    expect((await statusIn(served(list([5])), [{ ...entry, statusListIndex: 5 }])).status).toBe('revoked');
  });
  it('keeps a suspended credential apart from a revoked one', async () => {
    const body = list([5], { subject: { statusPurpose: ['revocation', 'suspension'] } });
    const found = await statusIn(served(body), [{ ...entry, statusPurpose: 'suspension' }]);
    expect(found).toMatchObject({ status: 'suspended', codes: ['failed suspended'] });
  });
  it('says what the issuer adds without touching the answer', async () => {
    const body = list([11], { subject: { statusPurpose: 'message' }, bits: 262_144 });
    const message = {
      ...entry,
      statusPurpose: 'message',
      statusSize: 2,
      statusMessage: [
        { status: '0x0', message: 'fine' },
        { status: '0x1', message: 'moved' },
      ],
    };
    const found = await statusIn(served(body), [message]);
    expect(found.status).toBe('good');
    expect(found.checks[0]).toMatchObject({ code: 'status-message', params: { message: 'moved' } });
  });
  it('offers a newer edition as a note', async () => {
    const body = list([5], { subject: { statusPurpose: 'refresh' } });
    const found = await statusIn(served(body), [{ ...entry, statusPurpose: 'refresh' }]);
    expect(found).toMatchObject({ status: 'good', codes: ['warning status-refresh'] });
  });
  it('notes a list that is shorter than it should be', async () => {
    const found = await statusIn(served(list([], { bits: 100_000 })));
    expect(found).toMatchObject({
      status: 'good',
      codes: ['warning status-list-short', 'passed status-good'],
    });
  });
  it('notes a list that somebody else keeps', async () => {
    const found = await statusIn(served(list([], { list: { issuer: 'did:web:lists.example' } })));
    expect(found).toMatchObject({ status: 'good' });
    expect(found.codes).toContain('warning status-list-other-issuer');
  });
  it('notes a list that calls itself by another address', async () => {
    const found = await statusIn(served(list([5], { list: { id: 'https://uni.example/status/4' } })));
    expect(found).toMatchObject({ status: 'revoked' });
    expect(found.codes).toContain('warning status-list-other-id');
  });
});

describe('a list that can not be relied on says neither good nor revoked', () => {
  const set = list([5]);
  it.each<[string, World, string]>([
    ['is unreachable', {}, 'unknown host-silent'],
    ['is gone', { [LIST]: { status: 404, body: set } }, 'unknown host-status'],
    ['has expired', served({ ...set, validUntil: '2026-01-01T00:00:00Z' }), 'unknown status-list-expired'],
    [
      'has expired by the older term',
      served({ ...set, expirationDate: '2026-01-01T00:00:00Z' }),
      'unknown status-list-expired',
    ],
    ['is not good yet', served({ ...set, validFrom: '2027-01-01T00:00:00Z' }), 'unknown status-list-early'],
    ['has an end nobody can read', served({ ...set, validUntil: 'soon' }), 'unknown status-list-dates'],
    [
      'is another kind of credential',
      served(
        list([5], { list: { type: ['VerifiableCredential'] }, subject: { type: 'AchievementSubject' } }),
      ),
      'unknown status-list-kind',
    ],
    [
      'is about something else',
      served(list([5], { subject: { statusPurpose: 'suspension' } })),
      'unknown status-purpose-differs',
    ],
    [
      'is about nothing',
      served(list([5], { subject: { statusPurpose: null } })),
      'unknown status-purpose-differs',
    ],
    ['is empty', served(list([5], { subject: { encodedList: '' } })), 'unknown status-list-unreadable'],
    [
      'lacks its multibase letter',
      served(list([5], { subject: { encodedList: encoded([5]) } })),
      'unknown status-list-unreadable',
    ],
    [
      'is not compressed',
      served(list([5], { subject: { encodedList: 'uAAAA' } })),
      'unknown status-list-unreadable',
    ],
    ['ends before the index', served(list([], { bits: 0 })), 'unknown status-index-beyond'],
    [
      'unpacks to more than any list needs',
      served(list([], { bits: 17 * 1024 * 1024 * 8 })),
      'unknown limit',
    ],
  ])('when it %s', async (_case, world, code) => {
    const found = await statusIn(world);
    expect(found).toMatchObject({ status: 'could-not-check', codes: [code] });
  });

  it.each<Secured['authenticity']>(['not-valid', 'could-not-check'])(
    'when its proof is %s',
    async (authenticity) => {
      const found = await statusIn(served(set), [entry], async (text, context) => {
        context.record({ id: 'proof', outcome: 'failed', code: 'signature-false' });
        return { ...(await genuine(text, context)), authenticity };
      });
      expect(found.status).toBe('could-not-check');
      // It is the list's proof that failed, not the badge's.
      expect(found.checks[0]).toEqual({
        id: 'proof',
        outcome: 'unknown',
        code: 'signature-false',
        about: LIST,
        params: { list: 'uni.example' },
      });
      expect(found.codes).toContain('unknown status-list-unproven');
    },
  );

  it.each([
    ['no purpose', { ...entry, statusPurpose: undefined }],
    ['no index', { ...entry, statusListIndex: undefined }],
    ['a negative index', { ...entry, statusListIndex: -1 }],
    ['an index that is half a number', { ...entry, statusListIndex: '5x' }],
    ['a size of no bits', { ...entry, statusSize: 0 }],
    ['a size of far too many bits', { ...entry, statusSize: 4096 }],
    ['a list at no address', { ...entry, statusListCredential: 'urn:uuid:1' }],
  ])('when the entry has %s', async (_case, malformed) => {
    const found = await statusIn(served(set), [malformed]);
    expect(found).toMatchObject({ status: 'could-not-check', codes: ['unknown status-malformed'] });
  });

  it('when the bit is set for a purpose that nobody knows', async () => {
    const body = list([5], { subject: { statusPurpose: 'confetti' } });
    const found = await statusIn(served(body), [{ ...entry, statusPurpose: 'confetti' }]);
    expect(found).toMatchObject({ status: 'could-not-check', codes: ['unknown status-purpose-unknown'] });
  });
});

describe('several entries', () => {
  const dead = { ...entry, statusListCredential: 'https://dead.example/list' };
  const unknown = { type: 'SomeOtherStatus', id: 'https://uni.example/x' };

  it.each<[string, unknown[], number[], string]>([
    ['a revocation outweighs a list that is silent', [dead, entry], [5], 'revoked'],
    ['a silent list outweighs a good one', [entry, dead], [], 'could-not-check'],
    ['a type that nobody knows outweighs a good one', [entry, unknown], [], 'could-not-check'],
    ['a revocation outweighs a type that nobody knows', [unknown, entry], [5], 'revoked'],
  ])('%s', async (_case, entries, set, status) => {
    expect((await statusIn(served(list(set)), entries)).status).toBe(status);
  });

  it('a revocation outweighs a suspension', async () => {
    const body = list([5], { subject: { statusPurpose: ['suspension', 'revocation'] } });
    const entries = [{ ...entry, statusPurpose: 'suspension' }, entry];
    expect((await statusIn(served(body), entries)).status).toBe('revoked');
  });

  it('more than any honest credential has are not all asked for', async () => {
    const found = await statusIn(
      served(list([])),
      Array.from({ length: 9 }, () => entry),
    );
    expect(found.status).toBe('could-not-check');
    expect(found.codes).toContain('unknown limit');
  });
});

it('a credential without a status is good, and that is said', async () => {
  expect(await statusIn({}, [])).toMatchObject({ status: 'good', codes: ['skipped no-status'] });
});

it.each([[{ type: '__proto__' }], [{ type: 'constructor' }], ['text'], [null], [{}]])(
  'a status of no known kind (%j) is not had',
  async (strange) => {
    const found = await statusIn({}, [strange]);
    expect(found).toMatchObject({ status: 'could-not-check', codes: ['unknown status-unknown'] });
  },
);

describe('a 1EdTech revocation list', () => {
  const revocations = 'https://uni.example/revocations';
  const oneEdTech = { id: revocations, type: '1EdTechRevocationList' };
  const id = 'https://uni.example/credentials/1';
  const ask = (body: unknown) => statusIn({ [revocations]: { body } }, [oneEdTech]);

  it('lets a credential stand that it does not name', async () => {
    const found = await ask({ id: revocations, issuer: ISSUER, revokedCredential: [{ id: `${id}0` }] });
    expect(found).toMatchObject({ status: 'good', codes: ['passed status-good-unsigned'] });
  });
  it('revokes the credential that it names, with the reason', async () => {
    const found = await ask({ revokedCredential: [{ id, revoked: true, revocationReason: 'Copied.' }] });
    expect(found.status).toBe('revoked');
    expect(found.checks).toEqual([
      { id: 'status', outcome: 'failed', code: 'revoked', params: { reason: 'Copied.' } },
    ]);
  });
  it('revokes where it only gives the id', async () => {
    expect((await ask({ revokedCredential: [{ id }] })).status).toBe('revoked');
  });
  it('takes a revocation back that it says is none', async () => {
    expect((await ask({ revokedCredential: [{ id, revoked: false }] })).status).toBe('good');
  });
  it.each([
    ['unreachable', {}, 'unknown host-silent'],
    ['gone', { [revocations]: { status: 404, body: { revokedCredential: [] } } }, 'unknown host-status'],
    ['a page', { [revocations]: { body: '<html>' } }, 'unknown status-list-kind'],
    ['another document', { [revocations]: { body: { hello: 'world' } } }, 'unknown status-list-kind'],
  ])('says nothing when it is %s', async (_case, world, code) => {
    const found = await statusIn(world, [oneEdTech]);
    expect(found).toMatchObject({ status: 'could-not-check', codes: [code] });
  });
  it('notes a connection that anybody on the way can change', async () => {
    const open = 'http://uni.example/revocations';
    const found = await statusIn({ [open]: { body: { revokedCredential: [] } } }, [
      { ...oneEdTech, id: open },
    ]);
    expect(found.codes).toContain('warning unprotected-transport');
  });
});

describe('the older lists', () => {
  it('StatusList2021: plain base64url', async () => {
    const body = list([5], {
      list: { type: ['StatusList2021Credential'] },
      subject: { type: 'StatusList2021', encodedList: encoded([5]) },
    });
    expect((await statusIn(served(body), [{ ...entry, type: 'StatusList2021Entry' }])).status).toBe(
      'revoked',
    );
  });
  it('RevocationList2020: no purpose', async () => {
    const body = list([5], {
      subject: { type: 'RevocationList2020', statusPurpose: null, encodedList: encoded([5]) },
    });
    const old = {
      type: 'RevocationList2020Status',
      revocationListIndex: '5',
      revocationListCredential: LIST,
    };
    expect((await statusIn(served(body), [old])).status).toBe('revoked');
  });
});

it('reads back every entry of every size that was written', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 16 }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
      async (size, raw) => {
        const values = raw.map((value) => value % 2 ** size);
        const bits = values.map((value) => value.toString(2).padStart(size, '0')).join('');
        const bytes = (bits.padEnd(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? []).map((byte) =>
          Number.parseInt(byte, 2),
        );
        const unpacked = await bytesOf(
          `u${Buffer.from(gzipSync(Uint8Array.from(bytes))).toString('base64url')}`,
          'multibase',
        );
        const read =
          unpacked.kind === 'bytes' ? values.map((_, index) => entryAt(unpacked.bytes, index, size)) : [];
        expect(read).toEqual(values);
      },
    ),
  );
});

it('whatever stands in a list, reading it ends in bits or in a problem', async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything(), fc.constantFrom('multibase', 'base64url'), async (value, encoding) => {
      expect(['bytes', 'problem']).toContain((await bytesOf(value, encoding)).kind);
    }),
  );
});
