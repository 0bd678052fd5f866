// The sample sites must be right before Laurel can be measured by them: their signatures are checked here with
// the issuers' own tools, and nothing of lib/ is asked.

import { gunzipSync } from 'node:zlib';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { verifyCredential } from '@digitalbazaar/vc';
import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import extractChunks from 'png-chunks-extract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SampleAward, type Sites, startSites } from '../sites';
import { documentLoader } from '../sites/signing';

let sites: Sites;
beforeAll(async () => {
  sites = await startSites();
});
afterAll(() => sites.close());

describe('the pictures', () => {
  test('carry their badge in a chunk that an independent reader finds', () => {
    for (const award of sites.awards.filter(({ form }) => form.kind === 'png')) {
      expect(bakedText(award), award.name).toMatch(/^(\{|[\w-]+\.[\w-]+\.[\w-]+$)/);
    }
  });

  test('are served as they were baked, on the host that the page names', async () => {
    const page = await (await sites.fetch('https://portfolio.example/')).text();
    for (const award of sites.awards) {
      if (award.form.kind !== 'png') continue;
      const source = new RegExp(`src=\\\\?"([^"]*/badges/${award.slug}\\.png)`).exec(page)?.[1];
      const answer = await sites.fetch(new URL(source ?? 'missing:', 'https://portfolio.example/'));
      expect(Buffer.from(await answer.arrayBuffer()).equals(award.form.bytes), award.name).toBe(true);
    }
  });
});

describe('embedded proofs', () => {
  test.each([
    ['Scientific Diving', true],
    ['Open Research Practice', true],
    ['Polar Field Camp', true],
    ['Statistics Tutor', true],
    ['Peer Reviewer', true],
    ['Ocean Modelling, with distinction', false],
    ['Research Leadership', false],
  ])('of %s hold: %s', async (name, holds) => {
    const result = await verifyWithIssuersTools(credentialOf(named(name)));
    expect(result.verified, String(result.error)).toBe(holds);
  });

  test('of Summer School Instructor hold on the day that it starts', async () => {
    const credential = credentialOf(named('Summer School Instructor'));
    expect((await verifyWithIssuersTools(credential)).verified).toBe(false);
    const start = new Date(Date.parse(String(credential.validFrom)) + 1000);
    expect((await verifyWithIssuersTools(credential, start)).verified).toBe(true);
  });

  test('of Research Leadership fail only because the university does not list the key', async () => {
    const credential = credentialOf(named('Research Leadership'));
    const proof = credential.proof as { verificationMethod: string };
    expect(proof.verificationMethod).toMatch(/^did:key:/);
    const listed = await json('https://university.example/.well-known/did.json');
    expect(JSON.stringify(listed)).not.toContain(proof.verificationMethod.split('#')[1]);
  });
});

describe('status lists', () => {
  test('are signed by the university and set exactly the entry of Statistics Tutor', async () => {
    const list = await json('https://university.example/status/suspension');
    expect((await verifyWithIssuersTools(list)).verified).toBe(true);
    const { encodedList } = list.credentialSubject as { encodedList: string };
    const bits = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'));
    const isSet = (index: number) => (bits.readUInt8(index >> 3) & (0x80 >> (index & 7))) !== 0;
    const entries = credentialOf(named('Statistics Tutor')).credentialStatus as Record<string, string>[];
    const suspension = entries.find((entry) => entry.statusPurpose === 'suspension');
    expect(isSet(Number(suspension?.statusListIndex))).toBe(true);
    expect([...bits].reduce((sum, byte) => sum + (byte ? 1 : 0), 0)).toBe(1);
  });
});

describe('JWTs of the guild', () => {
  test.each([
    ['Repair Café Host', 'ES256'],
    ['Night Sky Guide', 'RS256'],
  ])('%s: %s with a key of the published set', async (name, algorithm) => {
    const jws = bakedText(named(name));
    const header = decodeProtectedHeader(jws);
    expect(header.alg).toBe(algorithm);
    const set = (await json('https://guild.example/.well-known/jwks.json')) as { keys: JWK[] };
    const jwk = set.keys.find((key) => key.kid === header.kid);
    expect(await json(String(header.kid))).toEqual(jwk);
    const { payload } = await compactVerify(jws, await importJWK(jwk ?? {}, algorithm));
    const claims = JSON.parse(new TextDecoder().decode(payload));
    expect(claims.iss).toBe(claims.issuer.id);
    expect(claims.jti).toBe(claims.id);
    expect(claims.nbf * 1000).toBe(Date.parse(claims.validFrom));
  });

  test('Bicycle Mechanic: the issuer is the key', () => {
    const jws = bakedText(named('Bicycle Mechanic'));
    const header = decodeProtectedHeader(jws);
    const claims = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());
    expect(header.kid).toBe(`${claims.issuer.id}#${claims.issuer.id.slice('did:key:'.length)}`);
  });
});

describe('hosted badges', () => {
  test('answer at their own address, with the class and profile that they name', async () => {
    for (const name of ['Data Storyteller', 'First Aid at Sea']) {
      const baked = JSON.parse(bakedText(named(name)));
      const hosted = await json(baked.id);
      expect(hosted).toEqual(baked);
      const badgeClass = await json(String(hosted.badge));
      expect(badgeClass.name).toBe(name);
      expect((await json(String(badgeClass.issuer))).id).toBe('https://academy.example/issuer');
    }
  });

  test('Laboratory Safety is gone and says that it was revoked', async () => {
    const answer = await sites.fetch(JSON.parse(bakedText(named('Laboratory Safety'))).id);
    expect(answer.status).toBe(410);
    expect(await answer.json()).toMatchObject({ revoked: true });
  });

  test('Machine Learning Master lies outside the academy, whose profile it names', () => {
    const baked = JSON.parse(bakedText(named('Machine Learning Master')));
    expect(new URL(baked.id).host).toBe('freebadges.example');
    expect(baked.badge.issuer).toBe('https://academy.example/issuer');
  });

  test('closed.example hangs up', async () => {
    const baked = JSON.parse(bakedText(named('Coastal Navigation')));
    await expect(sites.fetch(baked.id)).rejects.toThrow(/socket hang up|ECONNRESET/);
  });
});

test('every request is logged with its host and path', async () => {
  const before = sites.log.length;
  await sites.fetch('https://academy.example/issuer?who=me', { headers: { accept: 'application/ld+json' } });
  expect(sites.log.slice(before)).toEqual([
    {
      host: 'academy.example',
      method: 'GET',
      path: '/issuer',
      query: '?who=me',
      body: '',
      headers: { accept: 'application/ld+json' },
    },
  ]);
});

function named(name: string): SampleAward {
  const award = sites.awards.find((one) => one.name === name);
  if (!award) throw new Error(`no sample badge is called ${name}`);
  return award;
}

function credentialOf(award: SampleAward): Record<string, unknown> {
  switch (award.form.kind) {
    case 'png':
      return JSON.parse(bakedText(award));
    case 'svg':
    case 'inline-svg':
      return JSON.parse(/<!\[CDATA\[(.*?)\]\]>/s.exec(award.form.text)?.[1] ?? '');
    case 'json-ld':
      return JSON.parse(award.form.text);
    case 'link':
      throw new Error(`${award.name} is only linked to`);
  }
}

function bakedText({ form }: SampleAward): string {
  if (form.kind !== 'png') throw new Error('not a PNG');
  const chunk = extractChunks(form.bytes).find((one) => one.name === 'iTXt');
  const text = Buffer.from(chunk?.data ?? []).toString('utf8');
  return text.replace(/^openbadge(s|credential)\0{5}/, '');
}

async function json(url: string): Promise<Record<string, unknown>> {
  const answer = await sites.fetch(url);
  expect(answer.status, url).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
}

/** Digital Bazaar's verifier, which gets the DID documents from the sample sites. */
async function verifyWithIssuersTools(credential: Record<string, unknown>, now = new Date()) {
  const documents = new Map<string, unknown>();
  for (const path of ['.well-known', 'library']) {
    const document = await json(`https://university.example/${path}/did.json`);
    documents.set(String(document.id), document);
    for (const method of document.verificationMethod as { id: string }[]) {
      documents.set(method.id, { '@context': 'https://w3id.org/security/multikey/v1', ...method });
    }
  }
  return verifyCredential({
    credential,
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader: documentLoader(documents),
    now,
    // Status is looked at in its own test.
    checkStatus: async () => ({ verified: true }),
  });
}
