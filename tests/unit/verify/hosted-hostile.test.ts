import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ACADEMY, academyWorld, assertion, badgeClass, profile, verifyIn } from './hosted-world';

const scalar = fc.constantFrom<unknown>(
  ...[null, true, 0, -1, 1e300, '', 'x', '__proto__', 'https://', 'http://[::1]/', 'urn:uuid:1', '\uD800'],
  ...[assertion.id, badgeClass.id, profile.id, `${ACADEMY}/?identity__email=ana@example.org`, '2026-13-45'],
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('id', 'type', 'url', '@id', '@value', 'origin', 'issuer', 'startsWith'),
      tie('value'),
    ),
  ),
}));
/** A document with a few of its fields replaced by anything. */
const changes = fc.dictionary(
  fc.constantFrom(
    ...['@context', 'id', 'type', 'recipient', 'badge', 'verify', 'verification', 'issuedOn', 'expires'],
    ...['revoked', 'name', 'issuer', 'image', 'criteria', 'origin', 'url'],
  ),
  value,
  { maxKeys: 3 },
);

it('whatever the issuer’s documents hold, an answer comes, and its sealer is never a stranger', async () => {
  await fc.assert(
    fc.asyncProperty(changes, changes, changes, async (ofAssertion, ofClass, ofProfile) => {
      const world = academyWorld({ assertion: ofAssertion, badgeClass: ofClass, profile: ofProfile });
      const found = await verifyIn(world, { ...assertion, ...ofAssertion });
      expect(found.sealer.value ?? 'academy.example').toBe('academy.example');
      expect(found.sealer.kind === 'none').toBe(found.authenticity !== 'authentic');
    }),
    { numRuns: 400 },
  );
});

it('whatever a host answers, an answer comes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string(), fc.json(), fc.constantFrom('null', '"x"', '[]', '{}')),
      async (body) => {
        const found = await verifyIn({ [assertion.id]: { body } });
        expect(found.authenticity).not.toBe('authentic');
      },
    ),
  );
});

it('no address that is kept names the learner', async () => {
  const address = `${assertion.id}?identity__email=ana@example.org`;
  const found = await verifyIn({ [address]: { body: 'x' } }, address);
  expect(JSON.stringify([found.checks, found.subject])).not.toContain('ana@');
});
