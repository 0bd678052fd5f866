// What is signed is what jsonld.js says: Laurel's N-Quads beside those of a jsonld.js that Laurel has not touched.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { knownContext } from '../../../lib/verify/jsonld/contexts';
import { createJsonLd } from '../../../lib/verify/jsonld/processor';
import { parseObject } from '../../../lib/verify/parse-json';
import { BADGE_CONTEXTS } from '../../sites/signing';
import { award, codesOf, type Json, schoolKey, schoolReplay, signedAward, verifyJson } from './issuers';

/** Fixed, so that a machine that is slow or unlucky judges the same documents as any other. */
const SEED = 20261123;
const VECTORS = new URL('../../../../shared/vectors/', import.meta.url);
const HAS_VECTORS = existsSync(VECTORS);

interface Reference {
  canonize(document: Json, options: object): Promise<string>;
}

let reference: Reference;
let ContextResolver: new (options: { sharedCache: Map<string, unknown> }) => object;
beforeAll(() => {
  const require = createRequire(import.meta.url);
  const laurels: unknown = require('jsonld');
  for (const path of Object.keys(require.cache)) {
    if (path.includes('/node_modules/jsonld/')) delete require.cache[path];
  }
  reference = require('jsonld');
  ContextResolver = require('jsonld/lib/ContextResolver.js');
  // Another copy of the package, with a first context and a cache of its own.
  expect(reference).not.toBe(laurels);
});

/** `none`: it can not be signed. */
async function quadsOfLaurel(document: Json): Promise<string> {
  const jsonLd = createJsonLd(async (url) => pinnedBytes(url));
  const expanded = await jsonLd.expand(document);
  if (expanded.kind === 'problem') return 'none';
  const quads = await jsonLd.canonize(expanded.value, 'SHA-256');
  return quads.kind === 'problem' ? 'none' : quads.value;
}

async function quadsOfReference(document: Json): Promise<string> {
  try {
    return await reference.canonize(document, {
      algorithm: 'RDFC-1.0',
      base: '',
      safe: true,
      rdfDirection: 'i18n-datatype',
      // Nothing kept from one document to the next: what was judged before has no say.
      contextResolver: new ContextResolver({ sharedCache: new Map() }),
      documentLoader: async (address: string) => ({
        contextUrl: null,
        documentUrl: knownContext(address)?.url,
        document: contextCopy(address),
      }),
    });
  } catch {
    return 'none';
  }
}

/** A copy each time: nothing that Laurel holds is within the reference's reach. */
function contextCopy(address: string): unknown {
  const known = knownContext(address);
  if (known?.source.kind === 'bundled') return structuredClone(known.source.document);
  const bytes = pinnedBytes(address);
  if (bytes === undefined) throw new Error(`no such context: ${address}`);
  return JSON.parse(new TextDecoder().decode(bytes));
}

let published: Map<string, Uint8Array> | undefined;

/** A context that no package carries, found among the vectors by its digest. */
function pinnedBytes(address: string): Uint8Array | undefined {
  const source = knownContext(address)?.source;
  if (source?.kind !== 'pinned') return undefined;
  published ??= new Map(
    filesOf('contexts').map((path) => {
      const bytes = readFileSync(new URL(path, VECTORS));
      return [createHash('sha256').update(bytes).digest('hex'), bytes];
    }),
  );
  return published.get(source.sha256);
}

function filesOf(folder: string): string[] {
  if (!HAS_VECTORS) return [];
  return readdirSync(new URL(folder, VECTORS), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.json(?:ld)?$/.test(path))
    .map((path) => (folder === '' ? path : `${folder}/${path}`));
}

/** Every JSON-LD document of the vectors, with its proofs and without. */
function vectorDocuments(): Json[] {
  return filesOf('').flatMap((path) => {
    const parsed = parseObject(readFileSync(new URL(path, VECTORS), 'utf8'));
    if (parsed.kind === 'problem' || !('@context' in parsed.value)) return [];
    const read = parsed.value;
    const { proof: _, ...unsecured } = read;
    return 'proof' in read ? [read, unsecured] : [unsecured];
  });
}

describe('N-Quads', () => {
  it.skipIf(!HAS_VECTORS)(
    'of every vector are those of jsonld.js',
    async () => {
      let signable = 0;
      for (const document of vectorDocuments()) {
        const expected = await quadsOfReference(document);
        expect(await quadsOfLaurel(document)).toBe(expected);
        if (expected !== 'none') signable += 1;
      }
      expect(signable).toBeGreaterThan(60);
    },
    120_000,
  );

  it('of generated credentials are those of jsonld.js, and what it refuses is refused', async () => {
    const seen = { signable: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(credential(), async (document) => {
        const expected = await quadsOfReference(document);
        expect(await quadsOfLaurel(document)).toBe(expected);
        seen[expected === 'none' ? 'refused' : 'signable'] += 1;
      }),
      { numRuns: 250, seed: SEED },
    );
    // Both happen, so both were compared.
    expect(seen.signable).toBeGreaterThan(20);
    expect(seen.refused).toBeGreaterThan(20);
  }, 120_000);

  it('of documents with every feature of contexts are those of jsonld.js, asked for twice at once', async () => {
    const seen = { signable: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(featureDocument(), async (document) => {
        const expected = await quadsOfReference(document);
        const twice = await Promise.all([quadsOfLaurel(document), quadsOfLaurel(structuredClone(document))]);
        expect(twice).toEqual([expected, expected]);
        seen[expected === 'none' ? 'refused' : 'signable'] += 1;
      }),
      { numRuns: 1000, seed: SEED },
    );
    expect(seen.signable).toBeGreaterThan(50);
    expect(seen.refused).toBeGreaterThan(200);
  }, 120_000);

  it('of a document that drops contexts whose inner terms are protected are those of jsonld.js', async () => {
    const inner = { '@protected': true, local: `${IRI}inner` };
    const document = {
      '@context': [{ scoped: { '@id': `${IRI}scoped`, '@context': inner } }, null, { local: `${IRI}local` }],
      '@id': 'https://school.example/nodes/1',
      local: 'Kelp',
    };
    const expected = await quadsOfReference(document);
    expect(expected).toContain(`<${IRI}local> "Kelp"`);
    expect(await quadsOfLaurel(document)).toBe(expected);
  });
});

it.each(['at the top', 'in a typed object'])(
  'protected contexts dropped %s are refused, as by jsonld.js',
  async (place) => {
    const words = { local: `${IRI}local`, part: `${IRI}part`, Kind: { '@id': `${IRI}Kind`, '@context': {} } };
    const dropped = [null, { local: `${IRI}other` }];
    const document = {
      '@context': [{ '@protected': true, ...words }, ...(place === 'at the top' ? dropped : [])],
      '@id': 'https://school.example/nodes/1',
      ...(place === 'at the top' ? {} : { '@type': 'Kind', part: { '@context': dropped, local: 'Kelp' } }),
      local: 'Kelp',
    };
    expect(await quadsOfReference(document)).toBe('none');
    expect(await quadsOfLaurel(document)).toBe('none');
  },
);

it('what one document imported has no say in what another means', async () => {
  const importing = (end: string) => ({
    '@context': {
      '@version': 1.1,
      '@import': 'https://w3id.org/security/multikey/v1',
      local: `${IRI}${end}`,
    },
    '@id': 'https://school.example/nodes/1',
    local: 'Kelp',
  });
  expect(await quadsOfLaurel(importing('one'))).toContain(`<${IRI}one> "Kelp"`);
  expect(await quadsOfLaurel(importing('other'))).toContain(`<${IRI}other> "Kelp"`);
});

it('text that states its direction can be signed', async () => {
  const key = await schoolKey();
  const title = { '@value': '\u05e9\u05dc\u05d5\u05dd', '@language': 'he', '@direction': 'rtl' };
  const signed = await signedAward(key, {
    '@context': [...BADGE_CONTEXTS, { title: 'https://school.example/terms#title' }],
    title,
  });
  const genuine = await verifyJson(signed, { fetch: schoolReplay([key]) });
  expect(genuine.verdict).toBe('verified');
  const turned = { ...signed, title: { ...title, '@direction': 'ltr' } };
  expect(codesOf(await verifyJson(turned, { fetch: schoolReplay([key]) }))).toContain('proof-failed');
});

/** Awards with the parts that make contexts change: types, scoped and inline contexts, protected terms, graphs. */
function credential(): fc.Arbitrary<Json> {
  // A vocabulary for all words, mostly: a word that no context knows can not be signed.
  const vocabulary = fc.oneof(
    { weight: 5, arbitrary: fc.constant([{ ex: IRI, '@vocab': IRI }]) },
    fc.constant([]),
  );
  const contexts = fc
    .tuple(vocabulary, fc.array(inlineContext(), { maxLength: 2 }))
    .map(([first, more]) => [...BADGE_CONTEXTS, ...first, ...more]);
  return fc
    .record({ contexts, subject: node(3), evidence: fc.array(node(1), { maxLength: 2 }), extra: members(2) })
    .map(({ contexts, subject, evidence, extra }) =>
      award({
        ...extra,
        '@context': contexts,
        credentialSubject: { ...subject, type: ['AchievementSubject'] },
        ...(evidence.length > 0 ? { evidence } : {}),
      }),
    );
}

const TYPES = ['Achievement', 'Alignment', 'Profile', 'Result', 'Evidence', 'Image', 'ex:Local', 'Local'];
/** Words of the badge contexts, of the inline ones below, and now and then of none. */
const WORDS = [
  'achievement',
  'alignment',
  'creator',
  'result',
  'criteria',
  'image',
  'local',
  'scoped',
  'ex:word',
];
const TEXT_WORDS = ['name', 'description', 'targetName', 'narrative', 'value', 'local', 'localText'];

function node(depth: number): fc.Arbitrary<Json> {
  const type = fc.subarray(TYPES, { minLength: 0, maxLength: 2 });
  const id = fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined });
  // Contexts within the document are rare, and mostly refused for touching protected terms.
  const context = fc.option(inlineContext(), { nil: undefined, freq: 12 });
  return fc.record({ type, id, context, rest: members(depth) }).map(({ type, id, context, rest }) => ({
    ...(context === undefined ? {} : { '@context': context }),
    ...(id === undefined ? {} : { id: `https://school.example/nodes/${id}` }),
    ...(type.length === 0 ? {} : { type }),
    ...rest,
  }));
}

function members(depth: number): fc.Arbitrary<Json> {
  const texts = fc.dictionary(fc.constantFrom(...TEXT_WORDS), text(), { maxKeys: 2 });
  if (depth === 0) return texts;
  const inner = fc.oneof(node(depth - 1), fc.array(node(depth - 1), { maxLength: 2 }));
  const nodes = fc.dictionary(fc.constantFrom(...WORDS), inner, { maxKeys: 2 });
  return fc.tuple(texts, nodes).map(([one, other]) => ({ ...one, ...other }));
}

function text(): fc.Arbitrary<unknown> {
  const word = fc.string({ unit: 'grapheme', maxLength: 6 });
  return fc.oneof(
    { weight: 6, arbitrary: word },
    fc.integer(),
    fc.boolean(),
    fc.record({
      '@value': word,
      '@language': fc.constantFrom('en', 'he'),
      '@direction': fc.constantFrom('ltr', 'rtl'),
    }),
  );
}

const IRI = 'https://school.example/terms#';

function inlineContext(): fc.Arbitrary<Json | null> {
  const scoped = { '@context': { local: `${IRI}scoped-local`, value: `${IRI}value` } };
  const parts: Json[] = [
    { ex: IRI },
    { local: `${IRI}local`, localText: { '@id': `${IRI}text`, '@language': 'en' } },
    { Local: { '@id': `${IRI}Local`, ...scoped } },
    { Local: { '@id': `${IRI}Local`, '@context': { ...scoped['@context'], '@propagate': true } } },
    { scoped: { '@id': `${IRI}scoped`, ...scoped } },
    { scoped: { '@id': `${IRI}scoped`, '@context': null } },
    { local: { '@id': `${IRI}local`, '@container': '@list' } },
    { '@vocab': IRI },
    { '@protected': true, local: `${IRI}protected` },
    { '@version': 1.1, '@import': 'https://w3id.org/security/multikey/v1' },
    { Achievement: `${IRI}Achievement` },
  ];
  return fc.oneof(
    {
      weight: 30,
      arbitrary: fc.subarray(parts, { minLength: 1, maxLength: 3 }).map((some) => Object.assign({}, ...some)),
    },
    fc.constant(null),
  );
}

/** Small documents over a dozen terms, whose definitions use all that JSON-LD 1.1 has. */
function featureDocument(): fc.Arbitrary<Json> {
  return fc
    .record({ contexts: fc.array(featureContext(2), { minLength: 1, maxLength: 3 }), body: featureNode(3) })
    .map(({ contexts, body }) => ({
      '@context': [{ '@vocab': IRI, ex: IRI }, ...contexts],
      '@id': `${IRI}root`,
      ...body,
    }));
}

const FEATURE_TERMS = ['a', 'b', 'c', 'd', 'T', 'U', 'ex:w'];
const DEFINITIONS: readonly Json[] = [
  { '@type': '@id' },
  { '@type': '@vocab' },
  { '@type': '@json' },
  { '@type': 'http://www.w3.org/2001/XMLSchema#date' },
  { '@container': '@list' },
  { '@container': '@set' },
  { '@container': '@language' },
  { '@container': '@index' },
  { '@container': ['@index', '@set'], '@index': 'ex:index' },
  { '@container': '@id' },
  { '@container': '@type' },
  { '@container': '@graph' },
  { '@container': ['@graph', '@id'] },
  { '@language': 'en', '@direction': 'rtl' },
  { '@nest': 'nested' },
  { '@prefix': true },
  { '@protected': true },
  { '@protected': false },
];

function featureContext(depth: number): fc.Arbitrary<unknown> {
  const terms = fc.dictionary(fc.constantFrom(...FEATURE_TERMS), featureTerm(depth), { maxKeys: 4 });
  const whole = fc.constantFrom<Json>(
    {},
    {},
    {},
    { '@protected': true },
    { '@propagate': false },
    { '@propagate': true },
    { '@version': 1.1, '@import': 'https://w3id.org/security/multikey/v1' },
    { '@vocab': 'https://school.example/other#' },
    { '@base': 'https://school.example/base/' },
    { '@language': 'de' },
    { '@direction': 'ltr' },
    { nested: '@nest' },
    { kind: '@type', name: '@id' },
    { '@type': { '@container': '@set', '@protected': true } },
  );
  const object = fc.tuple(whole, terms).map(([one, other]) => ({ ...other, ...one }));
  return fc.oneof(
    { weight: 40, arbitrary: object },
    fc.constantFrom(null, 'https://w3id.org/security/multikey/v1', []),
  );
}

function featureTerm(depth: number): fc.Arbitrary<unknown> {
  const id = fc.constantFrom(...['a', 'b', 'c', 'd', 'T'].map((end) => IRI + end), 'ex:w', 'a', '@type');
  const definition = fc
    .tuple(id, fc.subarray([...DEFINITIONS], { maxLength: 2 }), fc.boolean())
    .map(([iri, parts, isReverse]) =>
      Object.assign({}, isReverse && parts.length === 0 ? { '@reverse': iri } : { '@id': iri }, ...parts),
    );
  const plain = fc.oneof({ weight: 8, arbitrary: fc.oneof(id, definition) }, fc.constant(null));
  if (depth === 0) return plain;
  const scoped = fc
    .tuple(definition, featureContext(depth - 1))
    .map(([outer, inner]) => ({ ...outer, '@context': inner }));
  return fc.oneof(plain, scoped);
}

function featureNode(depth: number): fc.Arbitrary<Json> {
  const value = fc.oneof(
    fc.constantFrom<unknown>('x', 'a', `${IRI}b`, 7, 0.5, 1e21, true, null, [], { en: 'one', de: ['two'] }),
    fc.record({ '@value': fc.constantFrom('x', 3), '@type': fc.constantFrom('@json', `${IRI}type`) }),
    ...(depth === 0 ? [] : [featureNode(depth - 1), fc.array(featureNode(depth - 1), { maxLength: 2 })]),
  );
  const type = fc.subarray(['T', 'U', 'a', 'ex:w'], { maxLength: 2 });
  const members = fc.dictionary(fc.constantFrom(...FEATURE_TERMS, 'nested'), value, { maxKeys: 3 });
  const own = fc.option(depth === 0 ? fc.constant({}) : featureContext(0), { nil: undefined, freq: 8 });
  return fc.tuple(type, members, own).map(([types, rest, context]) => ({
    ...(context === undefined ? {} : { '@context': context }),
    ...(types.length === 0 ? {} : { '@type': types }),
    ...rest,
  }));
}
