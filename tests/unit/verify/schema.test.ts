import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../../lib/verify';
import { fitsSchema } from '../../../lib/verify/schema/json-schema';
import { type JwtKey, jwtKey, signJwt } from '../../sites/signing';
import { award, type Json, NOW, replayOf } from './issuers';

const DOCUMENT = { id: 'urn:1', type: ['A', 'B'], n: 3, inner: { name: 'x', 'a/b': null } };

describe('a document beside a JSON Schema', () => {
  it.each<[Json, string[]]>([
    [{ type: 'object', required: ['id', 'n'] }, []],
    [{ type: ['array', 'object'] }, []],
    [{ type: 'array' }, ['/']],
    [{ required: ['id', 'missing', 'other'] }, ['/missing', '/other']],
    [{ properties: { n: { type: 'integer', minimum: 3, maximum: 3 } } }, []],
    [{ properties: { n: { minimum: 4 } } }, ['/n']],
    [{ properties: { n: { maximum: 2 } } }, ['/n']],
    [{ properties: { n: { const: 3 }, id: { enum: ['urn:1', 2] } } }, []],
    [{ properties: { n: { const: 4 }, id: { enum: ['urn:2'] } } }, ['/n', '/id']],
    [{ properties: { id: { minLength: 5, maxLength: 5 } } }, []],
    [{ properties: { id: { minLength: 6 } } }, ['/id']],
    [{ properties: { type: { minItems: 2, maxItems: 2, items: { type: 'string' } } } }, []],
    [{ properties: { type: { maxItems: 1 } } }, ['/type']],
    [{ properties: { type: { items: { const: 'A' } } } }, ['/type/1']],
    [{ properties: { type: { items: [{ const: 'B' }] } } }, ['/type/0']],
    [{ properties: { type: { prefixItems: [{ const: 'A' }], items: { const: 'B' } } } }, []],
    [{ properties: { type: { contains: { const: 'B' } } } }, []],
    [{ properties: { type: { contains: { const: 'C' } } } }, ['/type']],
    [{ properties: { type: { contains: true, maxContains: 1 } } }, ['/type']],
    [{ properties: { inner: { additionalProperties: false, properties: { name: {} } } } }, ['/inner/a~1b']],
    [{ allOf: [{ required: ['id'] }, { required: ['x'] }] }, ['/x']],
    [{ anyOf: [{ required: ['x'] }, { required: ['id'] }] }, []],
    [{ anyOf: [{ required: ['x'] }, { required: ['y'] }] }, ['/']],
    [{ oneOf: [{ required: ['n'] }, { required: ['id'] }] }, ['/']],
    [{ not: { required: ['id'] } }, ['/']],
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    [{ if: { required: ['id'] }, then: { required: ['x'] }, else: { required: ['y'] } }, ['/x']],
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    [{ if: { required: ['z'] }, then: { required: ['x'] }, else: { required: ['y'] } }, ['/y']],
    [{ $defs: { 'a/b': { required: ['x'] } }, $ref: '#/$defs/a~1b' }, ['/x']],
    [{ properties: { inner: false } }, ['/inner']],
  ])('%j', (schema, misses) => {
    expect(fitsSchema(DOCUMENT, schema)).toEqual({ misses, complete: true });
  });

  it.each<Json>([
    { pattern: '(a+)+$' },
    { format: 'uri' },
    { $ref: 'https://elsewhere.example/schema' },
    { $ref: '#/$defs/none' },
    { unevaluatedProperties: false },
    { $ref: '#' },
    { properties: { id: { $ref: '#/%E0%A4%A' } } },
  ])('says that it did not try everything: %j', (schema) => {
    expect(fitsSchema(DOCUMENT, schema)).toEqual({ misses: [], complete: false });
  });

  it('ends whatever the schema is', () => {
    const schema = fc.dictionary(
      fc.constantFrom('$ref', 'type', 'items', 'anyOf', 'not', 'properties', 'if', 'required', 'contains'),
      fc.oneof(
        fc.jsonValue(),
        fc.constant('#'),
        fc.constant(['#']),
        fc.constant([{ $ref: '#' }, { $ref: '#' }]),
      ),
    );
    fc.assert(
      fc.property(fc.jsonValue(), schema, (document, one) => {
        expect(fitsSchema(document, one).misses.length).toBeLessThanOrEqual(5);
      }),
      { numRuns: 60, seed: 3 },
    );
  });
});

describe('the schema that a credential names', () => {
  const SCHEMA = 'https://schemas.example/badge.json';
  const ISSUER = 'https://school.example/issuer';
  let key: JwtKey;
  beforeAll(async () => {
    key = await jwtKey('ES256', () => 'k1');
  });
  async function checkWith(
    schema: unknown,
    type = '1EdTechJsonSchemaValidator2019',
    fetch?: typeof globalThis.fetch,
  ) {
    const credential = {
      ...award({ credentialSchema: [{ id: SCHEMA, type }] }),
      // The maker of JWTs names the members that it copies into claims; `award` has them.
      issuer: { id: ISSUER, type: ['Profile'], name: 'School' },
    } as unknown as Parameters<typeof signJwt>[0];
    const keys = { 'https://school.example/.well-known/jwks.json': { keys: [key.publicJwk] } };
    const documents = { ...keys, ...(schema === undefined ? {} : { [SCHEMA]: schema }) };
    const report = await verify(
      { form: 'jws', text: await signJwt(credential, key) },
      { now: NOW, fitsSchema, fetch: fetch ?? replayOf(documents) },
    );
    const [check] = report.checks.filter(({ id }) => id === 'schema');
    return {
      verdict: report.verdict,
      needs: report.needs,
      check: `${check?.outcome} ${check?.code}`,
      params: check?.params,
    };
  }

  it('is met, or missed with a note that changes no verdict', async () => {
    expect(await checkWith({ required: ['issuer'] })).toMatchObject({
      verdict: 'verified',
      check: 'passed schema-met',
    });
    expect(await checkWith({ required: ['image', 'terms'] }, 'JsonSchema')).toMatchObject({
      verdict: 'verified',
      check: 'warning schema-missed',
      params: { fields: '/image, /terms', host: 'schemas.example' },
    });
    expect(await checkWith({ required: ['id'], unevaluatedProperties: false })).toMatchObject({
      check: 'passed schema-met-in-part',
    });
  });

  it('is left out when it is not there, not JSON or of another kind', async () => {
    expect(await checkWith(undefined)).toMatchObject({
      verdict: 'verified',
      check: 'skipped schema-not-had',
    });
    expect(await checkWith('<html>')).toMatchObject({ verdict: 'verified', check: 'skipped schema-not-had' });
    expect(await checkWith({}, 'ShapeExpressionSchema')).toMatchObject({ check: 'skipped schema-unknown' });
  });

  it('is no reason to ask the person for leave', async () => {
    const inner = replayOf({ 'https://school.example/.well-known/jwks.json': { keys: [key.publicJwk] } });
    const found = await checkWith({}, 'JsonSchema', async (input, init) => {
      if (String(input) === SCHEMA) throw Object.assign(new Error('no leave'), { reason: 'consent' });
      return inner(input, init);
    });
    expect(found).toMatchObject({ verdict: 'verified', needs: [], check: 'skipped schema-not-had' });
  });
});
