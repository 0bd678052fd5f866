import { describe, expect, it } from 'vitest';
import { bundledAddresses, knownContext } from '../../../lib/verify/jsonld/contexts';
import { propertyName, typeName } from '../../../lib/verify/jsonld/vocabulary';
import type { Json } from './issuers';

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

  it('are those of every bundled context, whose final editions come before the drafts', () => {
    const seen = { properties: new Map<string, string>(), types: new Map<string, string>() };
    for (const context of bundledContexts()) collectNames(context['@context'], {}, seen);
    expect(seen.properties.size).toBeGreaterThan(180);
    expect(Object.fromEntries([...seen.properties.keys()].map((iri) => [iri, propertyName(iri)]))).toEqual(
      Object.fromEntries(seen.properties),
    );
    expect(seen.types.size).toBeGreaterThan(50);
    expect(Object.fromEntries([...seen.types.keys()].map((iri) => [iri, typeName(iri)]))).toEqual(
      Object.fromEntries(seen.types),
    );
  });

  it.each([
    'https://schema.org/validUntil',
    'https://w3id.org/security#credentialStatus',
    'http://purl.org/dc/terms/issuer',
  ])('of words that no bundled context uses are none: %s', (iri) => {
    expect(propertyName(iri)).toBe(iri);
    expect(typeName(iri)).toBe(iri);
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

function bundledContexts(): Json[] {
  const isDraft = (url: string) => url.includes('imsglobal.github.io') || url.includes('plugfest');
  const addresses = bundledAddresses();
  return [...addresses.filter((url) => !isDraft(url)), ...addresses.filter(isDraft)].map((url) => {
    const source = knownContext(url)?.source;
    if (source?.kind !== 'bundled') throw new Error(`${url} is not bundled`);
    return source.document as Json;
  });
}

/** Classes begin with a capital or, at 1EdTech, a digit; properties with a small letter. The first name stays. */
function collectNames(
  context: unknown,
  outer: Readonly<Record<string, string>>,
  into: { properties: Map<string, string>; types: Map<string, string> },
): void {
  if (Array.isArray(context)) {
    for (const part of context) collectNames(part, outer, into);
    return;
  }
  if (typeof context !== 'object' || context === null) return;
  const entries = Object.entries(context);
  const own = entries.filter((entry) => typeof entry[1] === 'string' && /[#/:]$/.test(entry[1]));
  const prefixes = { ...outer, ...Object.fromEntries(own) };
  for (const [term, definition] of entries) {
    // Words of selective JWTs (`_sd`, `...`) are neither, and no badge has them.
    if (!/^[A-Za-z\d]/.test(term)) continue;
    const id = typeof definition === 'object' ? (definition?.['@id'] ?? term) : definition;
    const iri = wholeIri(id, prefixes);
    const group = /^[a-z]/.test(term) ? into.properties : into.types;
    if (iri !== undefined && !group.has(iri)) group.set(iri, term);
    if (typeof definition === 'object') collectNames(definition?.['@context'], prefixes, into);
  }
}

/** Undefined for keywords, names of whole vocabularies, and prefixes that the context itself does not define. */
function wholeIri(id: unknown, prefixes: Readonly<Record<string, string>>): string | undefined {
  if (typeof id !== 'string' || id.startsWith('@')) return undefined;
  const colon = id.indexOf(':');
  const prefix = id.slice(0, Math.max(colon, 0));
  const iri =
    Object.hasOwn(prefixes, prefix) && !id.startsWith('//', colon + 1)
      ? prefixes[prefix] + id.slice(colon + 1)
      : id;
  return /^https?:/.test(iri) && !/[#/:]$/.test(iri) ? iri : undefined;
}

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
