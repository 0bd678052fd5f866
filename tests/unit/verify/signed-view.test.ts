// The same signed statements in other words: no renaming may hide a status, a date, a recipient or the issuer.
import { beforeAll, describe, expect, it } from 'vitest';
import { sign, statusEntry, statusListCredential } from '../../sites/signing';
import {
  award,
  codesOf,
  ISSUER,
  type Json,
  NOW,
  schoolKey,
  schoolReplay,
  signedAsIs,
  signedAward,
  verifyJson,
} from './issuers';

const VC = 'https://www.w3.org/2018/credentials#';
const OB = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#';
const LIST = 'https://school.example/status/1';

let key: Awaited<ReturnType<typeof schoolKey>>;
let list: Json;
beforeAll(async () => {
  key = await schoolKey();
  list = await sign(
    statusListCredential({
      id: LIST,
      issuer: ISSUER,
      purpose: 'revocation',
      set: [7],
      validFrom: '2026-01-01T00:00:00Z',
    }),
    key,
    NOW,
  );
});

const verifyIt = (document: Json, recipient = 'somebody@example.org') =>
  verifyJson(document, {
    fetch: schoolReplay([key], { [LIST]: list }),
    recipients: [{ type: 'email', value: recipient }],
  });

/** Moves a member to another name; an inline context says that it means the same. */
function renamed(document: Json, name: string, definition: unknown): Json {
  const { [name]: value, ...rest } = document;
  return {
    ...rest,
    '@context': [...(document['@context'] as unknown[]), { hidden: definition }],
    hidden: value,
  };
}

describe('members renamed by an inline context', () => {
  it('credentialStatus: still revoked', async () => {
    const signed = await signedAward(key, { credentialStatus: statusEntry(LIST, 'revocation', 7) });
    const document = renamed(signed, 'credentialStatus', { '@id': `${VC}credentialStatus`, '@type': '@id' });
    expect(document).not.toHaveProperty('credentialStatus');
    expect((await verifyIt(signed)).verdict).toBe('revoked');
    expect((await verifyIt(document)).verdict).toBe('revoked');
  });

  it.each([
    ['validUntil', '2026-02-01T00:00:00Z', 'expired'],
    ['validFrom', '2027-02-01T00:00:00Z', 'not-yet-valid'],
  ])('%s: still %s', async (name, date, verdict) => {
    const signed = await signedAsIs(award({ [name]: date }), key);
    const definition = { '@id': VC + name, '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' };
    const document = renamed(signed, name, definition);
    expect(document).not.toHaveProperty(name);
    expect((await verifyIt(document)).verdict).toBe(verdict);
  });

  it('issuer: reads two ways, and no name in plain sight replaces it', async () => {
    const signed = await signedAward(key);
    const document = renamed(signed, 'issuer', { '@id': `${VC}issuer`, '@type': '@id' });
    const report = await verifyIt(document);
    expect(report.verdict).toBe('could-not-check');
    expect(report.sealer).toEqual({ kind: 'none' });
    expect(codesOf(report)).toContain('renamed-terms');
    const claimed = await verifyIt({
      ...document,
      '@context': [...(document['@context'] as unknown[])],
      issuer: 'https://mit.edu/',
    });
    expect(claimed.verdict).toBe('not-valid');
  });

  it('recipient: nobody’s, and not verified', async () => {
    const signed = await signedAward(key);
    const subject = signed.credentialSubject as Json;
    const { identifier, ...others } = subject;
    const document = {
      ...signed,
      '@context': [
        ...(signed['@context'] as unknown[]),
        { hidden: { '@id': `${OB}identifier`, '@container': '@set' } },
      ],
      credentialSubject: { ...others, hidden: identifier },
    };
    const report = await verifyIt(document);
    expect(report.verdict).toBe('could-not-check');
    expect(report.recipient.outcome).not.toBe('match');
    expect(codesOf(report)).toContain('renamed-terms');
  });
});

describe('statements moved elsewhere', () => {
  it('under their full address: still revoked', async () => {
    const { credentialStatus, ...rest } = await signedAward(key, {
      credentialStatus: statusEntry(LIST, 'revocation', 7),
    });
    expect((await verifyIt({ ...rest, [`${VC}credentialStatus`]: credentialStatus })).verdict).toBe(
      'revoked',
    );
  });

  it('to another place that names the credential: still revoked', async () => {
    const endorsement = {
      id: 'https://school.example/endorsements/1',
      type: ['VerifiableCredential', 'EndorsementCredential'],
      issuer: 'https://endorser.example/',
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: {
        id: 'https://school.example/credentials/1',
        type: 'EndorsementSubject',
        endorsementComment: 'Good.',
      },
    };
    const { credentialStatus, ...rest } = await signedAward(key, {
      endorsement: [endorsement],
      credentialStatus: statusEntry(LIST, 'revocation', 7),
    });
    const moved = {
      ...rest,
      endorsement: [
        {
          ...endorsement,
          credentialSubject: {
            ...endorsement.credentialSubject,
            [`${VC}credentialStatus`]: credentialStatus,
          },
        },
      ],
    };
    expect((await verifyIt(moved)).verdict).toBe('revoked');
  });

  it.each([
    [
      '@included',
      (status: unknown, id: unknown) => ({ '@included': [{ id, [`${VC}credentialStatus`]: status }] }),
    ],
    [
      '@reverse',
      (status: unknown, id: unknown) => ({
        '@reverse': { [`${VC}credentialStatus`]: [{ ...(status as Json), id }] },
      }),
    ],
  ])('by %s: never verified', async (_, hide) => {
    const { credentialStatus, ...rest } = await signedAward(key, {
      credentialStatus: statusEntry(LIST, 'revocation', 7),
    });
    expect((await verifyIt({ ...rest, ...hide(credentialStatus, rest.id) })).verdict).not.toBe('verified');
  });
});

describe('the proof’s own members', () => {
  it.each(['proofPurpose', 'verificationMethod'])('%s renamed: never verified', async (name) => {
    const signed = await signedAward(key);
    const { [name]: value, ...proof } = signed.proof as Json;
    const document = {
      ...signed,
      '@context': [
        ...(signed['@context'] as unknown[]),
        { hidden: { '@id': `https://w3id.org/security#${name}`, '@type': '@id' } },
      ],
      proof: { ...proof, hidden: value },
    };
    expect((await verifyIt(document)).verdict).not.toBe('verified');
  });
});

describe('terms that no signature covers', () => {
  it('make a badge not valid', async () => {
    const report = await verifyIt({ ...(await signedAward(key)), madeUp: 'Top of the class' });
    expect(report.verdict).toBe('not-valid');
    expect(report.checks).toContainEqual(
      expect.objectContaining({ code: 'unsigned-terms', params: { name: 'madeUp' } }),
    );
  });

  it('of contexts that Laurel does not have leave it unchecked, and nobody is asked for them', async () => {
    const asked: string[] = [];
    const document = await signedAward(key);
    const report = await verifyJson(
      { ...document, '@context': [...(document['@context'] as unknown[]), 'https://evil.example/context'] },
      {
        fetch: (input) => {
          asked.push(String(input));
          return schoolReplay([key])(input);
        },
      },
    );
    expect(report.verdict).toBe('could-not-check');
    expect(codesOf(report)).toContain('context-unknown');
    expect(asked).toEqual([]);
  });
});

it('graphs made to keep a canonicalizer busy are given up soon', async () => {
  const nodes = Array.from({ length: 10 }, (_, index) => `_:n${index}`);
  const evidence = nodes.map((id) => ({
    id,
    type: 'Evidence',
    [`${OB}knows`]: nodes.filter((other) => other !== id).map((other) => ({ '@id': other })),
  }));
  const report = await verifyIt({ ...(await signedAward(key)), evidence });
  expect(report.verdict).toBe('could-not-check');
  expect(codesOf(report)).toContain('limit');
});
