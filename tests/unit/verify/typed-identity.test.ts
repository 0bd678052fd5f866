import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Badge, RecipientIdentity } from '../../../lib/credential';
import { matchTyped } from '../../../lib/verify';

const salted = createHash('sha256').update('ana@example.orgsea-salt').digest('hex');

function boundTo(...recipients: RecipientIdentity[]): Badge {
  return {
    version: '2.0',
    kind: 'badge',
    name: 'Scientific Diving',
    issuer: {},
    recipients,
    evidence: [],
    alignments: [],
    tags: [],
    results: [],
    links: [],
  };
}

describe('what somebody typed', () => {
  const hashed = boundTo({ type: 'email', hash: `sha256$${salted}`, salt: 'sea-salt' });
  it.each([
    ['ana@example.org', 'match'],
    ['  Ana@Example.org ', 'match'],
    ['ben@example.org', 'mismatch'],
    ['Ana Lima', 'not-comparable'],
    ['https://ana.example/', 'not-comparable'],
    ['', 'not-asked'],
    ['   ', 'not-asked'],
  ])('%j against a hashed address is %s', async (typed, outcome) => {
    expect(await matchTyped(hashed, typed)).toBe(outcome);
  });

  const named = boundTo({ type: 'name', value: 'Lima, Ána' });
  it.each([
    ['ana lima', 'same-name'],
    ['Ana Lima-Souza', 'other-name'],
    ['ana@example.org', 'not-comparable'],
  ])('%j against a name in clear is %s', async (typed, outcome) => {
    expect(await matchTyped(named, typed)).toBe(outcome);
  });

  it('never takes a name for an identity, even where both are there', async () => {
    const both = boundTo({ type: 'name', value: 'Ana Lima' }, { type: 'email', value: 'ana@example.org' });
    expect(await matchTyped(both, 'Ana Lima')).toBe('same-name');
    expect(await matchTyped(both, 'ana@example.org')).toBe('match');
    expect(await matchTyped(both, 'ben@example.org')).toBe('mismatch');
  });
  it('says that a badge is bound to nobody', async () => {
    expect(await matchTyped(boundTo(), 'ana@example.org')).toBe('not-bound');
    expect(await matchTyped(undefined, 'Ana Lima')).toBe('not-bound');
  });
});
