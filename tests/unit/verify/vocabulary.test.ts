import { describe, expect, it } from 'vitest';
import { bundledContexts, knownContext } from '../../../lib/verify/jsonld/contexts';
import { propertyName, typeName } from '../../../lib/verify/jsonld/vocabulary';

describe('plain names', () => {
  it.each([
    ['https://www.w3.org/2018/credentials#credentialStatus', 'credentialStatus'],
    ['https://www.w3.org/2018/credentials#validUntil', 'validUntil'],
    ['https://www.w3.org/2018/credentials#expirationDate', 'expirationDate'],
    ['https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievement', 'achievement'],
    ['https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement', 'achievement'],
    ['https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievement-0', 'achievement'],
    ['https://purl.imsglobal.org/spec/vc/ob/vocab.html#identityHash', 'identityHash'],
    ['https://www.w3.org/ns/credentials/status#statusListIndex', 'statusListIndex'],
    ['https://schema.org/name', 'name'],
    ['https://elsewhere.example/vocabulary#name', 'https://elsewhere.example/vocabulary#name'],
  ])('%s is %s', (iri, name) => {
    expect(propertyName(iri)).toBe(name);
  });

  it('of types are those of the specifications', () => {
    expect(typeName('https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential')).toBe(
      'OpenBadgeCredential',
    );
    expect(typeName('https://purl.imsglobal.org/spec/vcrl/v1p0/context.json#1EdTechRevocationList')).toBe(
      '1EdTechRevocationList',
    );
    expect(typeName('https://www.w3.org/ns/credentials/status#BitstringStatusListEntry')).toBe(
      'BitstringStatusListEntry',
    );
  });

  it('are one for each judged property in every bundled context', () => {
    const judged = [
      'credentialStatus',
      'validUntil',
      'validFrom',
      'expirationDate',
      'issuanceDate',
      'issuer',
      'credentialSubject',
      'identifier',
      'identityHash',
      'hashed',
      'salt',
      'identityType',
    ];
    for (const { term, iri } of bundledContexts().flatMap(definitionsIn)) {
      if (judged.includes(propertyName(iri)) && iri.includes('://'))
        expect([iri, term]).toEqual([iri, propertyName(iri)]);
    }
  });
});

it('knows w3id contexts by their careless spellings, and no others', () => {
  for (const spelling of [
    'https://w3id.org/security/v2',
    'http://w3id.org/security/v2',
    'https://w3id.org/security/v2.json',
  ]) {
    expect(knownContext(spelling)?.url).toBe('https://w3id.org/security/v2');
  }
  expect(knownContext('https://evil.example/context')).toBeUndefined();
  expect(knownContext('http://www.w3.org/ns/credentials/v2')).toBeUndefined();
});

function definitionsIn(context: unknown): { term: string; iri: string }[] {
  if (Array.isArray(context)) return context.flatMap(definitionsIn);
  if (typeof context !== 'object' || context === null) return [];
  return Object.entries(context).flatMap(([term, definition]: [string, unknown]) => {
    const nested = definitionsIn(typeof definition === 'object' ? definition : undefined);
    if (term.startsWith('@')) return nested;
    const iri =
      typeof definition === 'object' && definition !== null && '@id' in definition
        ? definition['@id']
        : definition;
    return typeof iri === 'string' ? [{ term, iri }, ...nested] : nested;
  });
}
