// The documents of the issuers whose badges are in ../shared/vectors, and where each comes from. No issuer of a
// test vector can be asked any more, so what the vector's authors took for granted is written down here.
import { existsSync, readFileSync } from 'node:fs';

export const VECTORS = new URL('../../../shared/vectors/', import.meta.url);
export const HAS_VECTORS = existsSync(VECTORS);

export function vectorBytes(path: string): Uint8Array {
  return readFileSync(new URL(path, VECTORS));
}

export function vectorText(path: string): string {
  return readFileSync(new URL(path, VECTORS), 'utf8');
}

export interface ReplayedDocument {
  url: string;
  from: string;
  body(): string | Uint8Array;
}

/** Keys that sign the 1EdTech vectors: each stands in the fragment of a vector's own verificationMethod. */
const EDDSA_KEY = 'z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi';
const EDDSA_2020_KEY = 'z6MknNHHrBzPytzu6CUBP9Lg7fg4KSBjzimc2Frh693YbMiv';
const SD_KEY = 'zDnaekGZTbQBerwcehBSXLqAg6s55hVEBms1zFy89VHXtJSa9';
const TAMPER_KEY = 'z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x';
const COMPLETE_KEY = 'z6Mknyb2Gb4NxzW3xSr9ChTtdQZ1zs77piQ3r9SaJ9vMzmrs';
const ENDORSEMENT_KEY = 'z6MkoMGF38Ck9xkdqrbZt4h9eHb1qc3GhAAkoSWa4Vy3SHRN';
const ENDORSEMENT_ERR_KEY = 'z6MkmQ49FhpMN7V11B7Qzc6WC6Q3ymVW4xmHUsHBR2MWMMo1';
/** An Ed25519 key that signed none of them (W3C vc-di-eddsa, keyPair.json). */
export const STRANGER_KEY = 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2';

const FRAGMENT =
  'built from the key in the fragment of the vectors’ own verificationMethod, which the 1EdTech test trusts';
const HEADER = 'built from the jwk in the vectors’ own headers, which the 1EdTech test trusts';

export const DOCUMENTS: readonly ReplayedDocument[] = [
  controller('https://example.com/issuers/876543', [EDDSA_KEY, EDDSA_2020_KEY, TAMPER_KEY], FRAGMENT),
  controller('https://example.edu/issuers/565049', [EDDSA_KEY], FRAGMENT),
  controller('https://1edtech.edu/issuers/565049', [EDDSA_KEY, COMPLETE_KEY, SD_KEY], FRAGMENT),
  controller('https://state.gov/issuers/565049', [ENDORSEMENT_KEY, ENDORSEMENT_ERR_KEY], FRAGMENT),
  {
    ...controller(
      'did:web:dc.1edtech.org:wellspring2022:wellspring-portal:org:da1e96e9-afcc-4eed-b9a2-2ddf7353214c',
      [EDDSA_KEY],
      FRAGMENT,
    ),
    url: 'https://dc.1edtech.org/wellspring2022/wellspring-portal/org/da1e96e9-afcc-4eed-b9a2-2ddf7353214c/did.json',
  },
  keySet('https://1edtech.edu', ['ob30/simple-jwt.png', 'ob30/simple-jwt.svg']),
  keySet('https://example.edu', ['ob30/simple-jwt_v1.png', 'ob30/simple-jwt_v1.svg', 'clr20/simple.jwt']),
  {
    url: 'https://raw.githubusercontent.com/1EdTech/digital-credentials-public-validator/refs/heads/main/inspector-vc/src/test/resources/ob30/bit-string-list/testlist',
    from: 'the list beside the vectors, as published at that address',
    body: () => vectorBytes('1edtech-public-validator/ob30/bit-string-list/testlist'),
  },
  {
    url: 'https://dc.1edtech.org/wellspring2022/wellspring-portal/api/revocations/da1e96e9-afcc-4eed-b9a2-2ddf7353214c',
    from: 'built: the list is not published; it names the vector’s credential, as the 1EdTech test says it did',
    body: () =>
      JSON.stringify({
        id: 'https://dc.1edtech.org/wellspring2022/wellspring-portal/api/revocations/da1e96e9-afcc-4eed-b9a2-2ddf7353214c',
        issuer:
          'did:web:dc.1edtech.org:wellspring2022:wellspring-portal:org:da1e96e9-afcc-4eed-b9a2-2ddf7353214c',
        revokedCredential: [
          {
            id: 'https://dc.1edtech.org/wellspring2022/wellspring-portal/credential/54418d3f-ec01-4652-800a-861c890a51a1',
            revoked: true,
            revocationReason: 'Test',
          },
        ],
      }),
  },
  published(
    'https://purl.imsglobal.org/spec/clr/v2p0/context.json',
    '1edtech-public-validator/clr-v2p0.json',
  ),
  published(
    'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
    '1edtech-public-validator/clr-v2p0-2.0.1.json',
  ),
];

/** Answers from the table; everything else is 404. */
export function replay(documents: readonly ReplayedDocument[] = DOCUMENTS): typeof globalThis.fetch {
  return async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    const document = documents.find((candidate) => candidate.url === url);
    if (document === undefined) return new Response('not here', { status: 404 });
    const body = document.body();
    return new Response(typeof body === 'string' ? body : body.slice(), {
      headers: { 'content-type': 'application/json' },
    });
  };
}

/** The same addresses, every key in them replaced by one that signed none of the vectors. */
export function strangersReplay(): typeof globalThis.fetch {
  return replay(
    DOCUMENTS.map((document) => ({
      ...document,
      body: () => {
        const body = document.body();
        // A published list or context holds no key that is asked for, and stays what it is byte for byte.
        return typeof body === 'string' ? withStrangersKeys(body) : body;
      },
    })),
  );
}

function withStrangersKeys(text: string): string {
  return (
    text
      .replace(/"publicKeyMultibase":"[^"]*"/g, `"publicKeyMultibase":"${STRANGER_KEY}"`)
      // Another modulus: of the same length, and not the one that signed.
      .replace(/"n":"[^"]*"/g, (member) =>
        member.replace(/[A-Za-z]/g, (letter) => (letter === 'n' ? 'n' : 'B')),
      )
  );
}

/** Documents that are about other issuers altogether. */
export function othersReplay(): typeof globalThis.fetch {
  return replay(
    DOCUMENTS.map((document) => ({
      ...document,
      body: () =>
        JSON.stringify({
          id: 'https://stranger.example/',
          verificationMethod: [
            { id: 'https://stranger.example/#key', type: 'Multikey', publicKeyMultibase: STRANGER_KEY },
          ],
          assertionMethod: ['https://stranger.example/#key'],
          keys: [],
        }),
    })),
  );
}

function controller(id: string, keys: string[], from: string): ReplayedDocument {
  const methods = keys.map((key) => ({
    id: `${id}#${key}`,
    type: 'Multikey',
    controller: id,
    publicKeyMultibase: key,
  }));
  return {
    url: id,
    from,
    body: () =>
      JSON.stringify({
        '@context': ['https://www.w3.org/ns/cid/v1'],
        id,
        verificationMethod: methods,
        assertionMethod: methods.map((method) => method.id),
      }),
  };
}

function keySet(origin: string, vectors: string[]): ReplayedDocument {
  return {
    url: `${origin}/.well-known/jwks.json`,
    from: HEADER,
    body: () =>
      JSON.stringify({ keys: vectors.map((path) => headerKey(`1edtech-public-validator/${path}`)) }),
  };
}

function headerKey(path: string): unknown {
  const token =
    /eyJ[\w-]+\.eyJ[\w-]+\.[\w-]*/.exec(new TextDecoder('latin1').decode(vectorBytes(path)))?.[0] ?? '';
  const header: unknown = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8'));
  return typeof header === 'object' && header !== null && 'jwk' in header ? header.jwk : undefined;
}

function published(url: string, file: string): ReplayedDocument {
  return { url, from: 'the published file', body: () => vectorBytes(`contexts/${file}`) };
}
