// The same signed statements under other names: an inline context renames what is judged, the signature still holds,
// and the badge is not verified for it. In every suite that signs statements, for both data models.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Verdict } from '../../../lib/verify';
import { keyOfController, OTHERS_SUITES, signByOthers } from '../../sites/others-suites';
import { BADGE_CONTEXTS, sign, statusEntry, statusListCredential } from '../../sites/signing';
import {
  award,
  codesOf,
  DID_DOCUMENT,
  ISSUER,
  type Json,
  NOW,
  replayOf,
  schoolKey,
  verifyJson,
} from './issuers';
import { keyFor, RDF_SUITES, signWith } from './rdf-suites';

const VC = 'https://www.w3.org/2018/credentials#';
const OB = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#';
const DATE = 'http://www.w3.org/2001/XMLSchema#dateTime';
const LIST = 'https://school.example/status/1';

interface Alias {
  field: string;
  /** What the genuine credential says beside the usual. */
  with: Json;
  definition: Json;
  /** With the name that everybody knows. */
  plain: Verdict;
  renamed: Verdict;
  code: string;
}

const status = { credentialStatus: statusEntry(LIST, 'revocation', 7) };
const link = (name: string) => ({ '@id': VC + name, '@type': '@id' });
const date = (name: string) => ({ '@id': VC + name, '@type': DATE });

const WHO: readonly Alias[] = [
  alias('issuer', {}, link('issuer'), 'verified', 'could-not-check', 'renamed-terms'),
  alias('credentialSubject', {}, link('credentialSubject'), 'verified', 'could-not-check', 'renamed-terms'),
  alias(
    'identifier',
    {},
    { '@id': `${OB}identifier`, '@container': '@set' },
    'verified',
    'could-not-check',
    'renamed-terms',
  ),
];
const past = '2026-02-01T00:00:00Z';
const future = '2027-02-01T00:00:00Z';

const MODELS: readonly { model: string; aliases: readonly Alias[] }[] = [
  {
    model: 'VCDM 2.0',
    aliases: [
      ...WHO,
      alias('credentialStatus', status, link('credentialStatus'), 'revoked', 'revoked', 'revoked'),
      alias('validUntil', { validUntil: past }, date('validUntil'), 'expired', 'expired', 'expired'),
      alias(
        'validFrom',
        { validFrom: future },
        date('validFrom'),
        'not-yet-valid',
        'not-yet-valid',
        'not-yet-valid',
      ),
    ],
  },
  {
    model: 'VCDM 1.1',
    aliases: [
      ...WHO,
      alias('credentialStatus', status, link('credentialStatus'), 'revoked', 'revoked', 'revoked'),
      alias(
        'expirationDate',
        { expirationDate: past },
        date('expirationDate'),
        'expired',
        'expired',
        'expired',
      ),
      alias(
        'issuanceDate',
        { issuanceDate: future },
        date('issuanceDate'),
        'not-yet-valid',
        'not-yet-valid',
        'not-yet-valid',
      ),
    ],
  },
];

function alias(
  field: string,
  more: Json,
  definition: Json,
  plain: Verdict,
  renamed: Verdict,
  code: string,
): Alias {
  return { field, with: more, definition, plain, renamed, code };
}

interface Signer {
  /** What the issuer's document lists. */
  method: Json;
  sign(credential: Json): Promise<Json>;
}

interface SignedSuite {
  name: string;
  /** Where VCDM 1.1 takes the words of the proof from. */
  context: string;
  signer(): Promise<Signer>;
}

const SUITES: readonly SignedSuite[] = [
  ...RDF_SUITES.map((suite) => ({
    ...suite,
    async signer() {
      const key = await keyFor(suite, ISSUER);
      return { method: key.method, sign: (credential: Json) => signWith(suite, key, credential, NOW) };
    },
  })),
  // Derived proofs: what a holder shows of a badge, here all of it.
  ...OTHERS_SUITES.filter(({ finish }) => finish !== undefined).map((suite) => ({
    name: suite.name,
    context: 'https://w3id.org/security/data-integrity/v2',
    async signer() {
      const key = await keyOfController(suite, ISSUER);
      const { id, controller, publicKeyMultibase } = key;
      return {
        method: { id, type: 'Multikey', controller, publicKeyMultibase },
        sign: (credential: Json) => signByOthers(suite, key, credential, NOW),
      };
    },
  })),
];

describe.each(SUITES)('$name', (suite) => {
  let signer: Signer;
  let fetch: typeof globalThis.fetch;
  beforeAll(async () => {
    signer = await suite.signer();
    const listKey = await schoolKey();
    const list = statusListCredential({
      id: LIST,
      issuer: ISSUER,
      purpose: 'revocation',
      set: [7],
      validFrom: '2026-01-01T00:00:00Z',
    });
    const { id, publicKeyMultibase } = listKey;
    const method = { id, type: 'Multikey', controller: ISSUER, publicKeyMultibase };
    fetch = replayOf({
      [DID_DOCUMENT]: {
        id: ISSUER,
        verificationMethod: [signer.method, method],
        assertionMethod: [signer.method.id, id],
      },
      [LIST]: await sign(list, listKey, NOW),
    });
  });

  describe.each(MODELS)('$model', ({ model, aliases }) => {
    it.each(aliases)('$field under another name: $renamed', async (one) => {
      const { proof, ...credential } = await signer.sign(unsigned(model, one));
      const plain = await verifyJson({ ...credential, proof }, { fetch });
      expect(plain.verdict).toBe(one.plain);
      const report = await verifyJson({ ...renamed(credential, one), proof }, { fetch });
      expect(report.verdict).toBe(one.renamed);
      expect(codesOf(report)).toContain(one.code);
    });
  });

  function unsigned(model: string, one: Alias): Json {
    if (model === 'VCDM 2.0') {
      return award({ '@context': [...BADGE_CONTEXTS, suite.context], ...one.with });
    }
    const { validFrom, ...rest } = award();
    const statusWords = 'credentialStatus' in one.with ? [BITSTRING_WORDS] : [];
    return {
      ...rest,
      '@context': [
        'https://www.w3.org/2018/credentials/v1',
        BADGE_CONTEXTS[1],
        suite.context,
        ...statusWords,
      ],
      issuanceDate: validFrom,
      ...one.with,
    };
  }
});

/** VCDM 1.1 has no words of its own for a bitstring list. */
const BITSTRING_WORDS = Object.fromEntries(
  ['BitstringStatusListEntry', 'statusPurpose', 'statusListIndex', 'statusListCredential'].map((name) => [
    name,
    name === 'statusListCredential'
      ? { '@id': `https://www.w3.org/ns/credentials/status#${name}`, '@type': '@id' }
      : `https://www.w3.org/ns/credentials/status#${name}`,
  ]),
);

function renamed(credential: Json, { field, definition }: Alias): Json {
  const contexts = credential['@context'];
  const subject = credential.credentialSubject;
  const moved = (node: Json): Json => {
    const { [field]: value, ...rest } = node;
    return { ...rest, hidden: value };
  };
  return {
    ...(field === 'identifier'
      ? { ...credential, credentialSubject: moved(subject as Json) }
      : moved(credential)),
    '@context': [...(Array.isArray(contexts) ? contexts : []), { hidden: definition }],
  };
}
