import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bake } from '../../../lib/baking';
import { contentsOf } from '../../../lib/collect/contents';
import { award } from '../verify/issuers';

const CREDENTIAL = award();
const TEXT = JSON.stringify(CREDENTIAL);
const JWT_OF = (payload: unknown) =>
  `eyJhbGciOiJFUzI1NiJ9.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.c2ln`;
const bytesOf = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const other = (id: string) => ({ ...CREDENTIAL, id });

/** As the Learner Credential Wallet writes it: a flat list of all that one profile has, its private keys too. */
const PROFILE = (...credentials: unknown[]) => ({
  '@context': ['https://www.w3.org/2018/credentials/v1', 'https://w3id.org/wallet/v1'],
  id: 'http://example.gov/wallet/3732',
  type: 'UniversalWallet2020',
  status: 'UNLOCKED',
  contents: [
    ...credentials,
    {
      '@context': ['https://www.w3.org/ns/did/v1'],
      id: 'did:key:z6Mk',
      verificationMethod: [{ type: 'Multikey' }],
    },
    { id: 'did:key:z6Mk#a', type: 'Ed25519VerificationKey2020', privateKeyMultibase: 'zSecret' },
    { '@context': ['https://w3id.org/wallet/v1'], type: 'ProfileMetadata', data: { profileName: 'Ana' } },
  ],
});

async function textsIn(value: unknown): Promise<string[]> {
  return (await contentsOf(bytesOf(value))).badges.map(({ text }) => text);
}

describe('what holds badges', () => {
  it('is a credential alone, whose file is the badge to the byte', async () => {
    const pretty = JSON.stringify(CREDENTIAL, null, 2);
    const { badges } = await contentsOf(bytesOf(`\uFEFF${pretty}\n`));
    expect(badges).toMatchObject([{ form: 'json', text: pretty, alone: true }]);
  });

  it('is a picture, with the picture for its file', async () => {
    const svg = bytesOf('<svg xmlns="http://www.w3.org/2000/svg"></svg>');
    const baked = await bake(svg, { standard: 'openbadgecredential', text: TEXT });
    expect(await contentsOf(baked)).toMatchObject({ isPicture: true, badges: [{ text: TEXT, alone: true }] });
    expect(await contentsOf(svg)).toMatchObject({ isPicture: true, badges: [] });
  });

  it('is a presentation: each credential in it is a badge of its own', async () => {
    const presentation = {
      type: 'VerifiablePresentation',
      verifiableCredential: [other('urn:1'), other('urn:2')],
    };
    const { badges } = await contentsOf(bytesOf(presentation));
    expect(badges.map(({ text, alone }) => [JSON.parse(text).id, alone])).toEqual([
      ['urn:1', false],
      ['urn:2', false],
    ]);
  });

  it('is a comprehensive learner record: one badge, with what it holds as its parts', async () => {
    const clr = {
      ...CREDENTIAL,
      type: ['VerifiableCredential', 'ClrCredential'],
      credentialSubject: { type: ['ClrSubject'], verifiableCredential: [other('urn:1'), other('urn:2')] },
    };
    expect(await textsIn(clr)).toEqual([JSON.stringify(clr)]);
  });

  it('is a wallet backup, whose keys and other badges are no part of any badge', async () => {
    const { badges } = await contentsOf(
      bytesOf([PROFILE(other('urn:1')), PROFILE(other('urn:2'), JWT_OF({ vc: {} }))]),
    );
    expect(badges.map(({ form, alone }) => [form, alone])).toEqual([
      ['json', false],
      ['json', false],
      ['jws', false],
    ]);
    expect(badges.some(({ text }) => text.includes('zSecret'))).toBe(false);
  });

  it('is any other JSON with credentials somewhere in it, in their order', async () => {
    const value = {
      a: { deep: [[{ record: other('urn:1') }]] },
      'b.c': [JWT_OF({ credentialSubject: {} })],
      d: other('urn:2'),
    };
    expect(await textsIn(value)).toEqual([
      JSON.stringify(other('urn:1')),
      JWT_OF({ credentialSubject: {} }),
      JSON.stringify(other('urn:2')),
    ]);
  });

  it('is a list of addresses or of JWTs, in JSON or one a line', async () => {
    const addresses = ['https://a.example/1', 'https://a.example/2'];
    expect(await textsIn(addresses)).toEqual(addresses);
    expect(await textsIn(addresses.join('\r\n'))).toEqual(addresses);
    expect(await textsIn(`${JWT_OF({ vc: {} })}\n\n${JWT_OF({ vc: 1 })}`)).toHaveLength(2);
  });

  it('is text in the encoding of old editors', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TEXT, 'utf16le')]);
    expect((await contentsOf(utf16)).badges).toMatchObject([{ text: TEXT }]);
  });

  it('is the address itself where a hosted badge was read from it', async () => {
    const at = 'https://a.example/assertion';
    const assertion = {
      type: 'Assertion',
      badge: 'https://a.example/class',
      recipient: {},
      verify: { type: 'hosted', url: at },
    };
    expect((await contentsOf(bytesOf(assertion), at)).badges).toMatchObject([{ form: 'address', text: at }]);
    expect((await contentsOf(bytesOf(CREDENTIAL), at)).badges).toMatchObject([{ form: 'json' }]);
  });
});

describe('what holds none', () => {
  it.each([
    [
      'addresses that something else names',
      { homepage: 'https://a.example/', links: ['https://a.example/1'] },
    ],
    ['tokens that let somebody in', { token: JWT_OF({ sub: 'ana', scope: 'read' }) }],
    [
      'a list of withdrawn badges',
      { type: ['VerifiableCredential', 'BitstringStatusListCredential'], credentialSubject: {} },
    ],
    ['an empty file', ''],
    ['words', 'see you at noon'],
    ['words with an address among them', 'see https://a.example/1'],
    ['JSON of a shop', { type: 'Product', name: 'Badge' }],
  ])('%s', async (_what, value) => {
    expect(await contentsOf(bytesOf(value))).toEqual({ badges: [], isPicture: false });
  });

  it('a photograph', async () => {
    expect(await contentsOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toEqual({ badges: [], isPicture: true });
  });
});

describe('a locked backup', () => {
  it.each([
    ['as the Learner Credential Wallet used to write it', 'locked_wallet:U2FsdGVkX18='],
    ['of one profile', 'locked_profile:U2FsdGVkX18='],
    [
      'as a credential around what is encrypted',
      {
        type: ['VerifiableCredential', 'EncryptedWallet'],
        credentialSubject: { jwe: { iv: 'a', ciphertext: 'b', tag: 'c' } },
      },
    ],
    [
      'of the Universal Wallet',
      { type: 'UniversalWallet2020', status: 'LOCKED', contents: [other('urn:1')] },
    ],
    ['that is a JWE', { recipients: [], iv: 'a', ciphertext: 'b', tag: 'c' }],
  ])('%s is said to be locked', async (_how, value) => {
    expect(await contentsOf(bytesOf(value))).toMatchObject({ badges: [], locked: true });
  });

  it('keeps no open one beside it out', async () => {
    const contents = await contentsOf(bytesOf([PROFILE(CREDENTIAL), { type: 'EncryptedWallet' }]));
    expect(contents).toMatchObject({ badges: [{ text: TEXT }], locked: true });
  });
});

describe('made to do harm', () => {
  it.each([
    ['deeper than anybody writes', `${'{"a":'.repeat(200)}${TEXT}${'}'.repeat(200)}`],
    ['so deep that it can not be written again', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['of two million values', `[${'0,'.repeat(2_100_000)}0]`],
  ])('%s ends, and says that there was more', async (_how, text) => {
    expect(await contentsOf(bytesOf(text))).toMatchObject({ badges: [], partly: true });
  });

  it('objects that all look like badges, one in another', async () => {
    let value: unknown = { type: 'X', filler: 'x'.repeat(900_000) };
    for (let depth = 0; depth < 60; depth += 1) value = { type: 'X', value };
    const contents = await contentsOf(bytesOf({ value, more: Array.from({ length: 30 }, () => value) }));
    expect(contents).toMatchObject({ badges: [], partly: true });
  });

  it('more badges than anybody has', async () => {
    const { badges, partly } = await contentsOf(
      bytesOf(Array.from({ length: 5_100 }, (_, at) => other(`urn:${at}`))),
    );
    expect([badges.length, partly]).toEqual([5_000, true]);
  });

  it('never rejects, whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.json().map(bytesOf)), async (bytes) => {
        expect((await contentsOf(bytes)).badges).toBeInstanceOf(Array);
      }),
    );
  });
});
