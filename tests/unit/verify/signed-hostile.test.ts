import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ACADEMY, badgeClass, profile, type World } from './hosted-world';
import {
  academyKey,
  award,
  jws,
  KEY_ID,
  keyDocument,
  LIST,
  pemOf,
  signedWorld,
  strangersKey,
  verifyJws,
} from './signed-world';

const STRANGER = 'https://stranger.example';
const strangersKeyDocument = {
  ...keyDocument,
  id: `${STRANGER}/key`,
  publicKeyPem: pemOf(strangersKey.publicKey),
};

const scalar = fc.constantFrom<unknown>(
  ...[null, true, 0, -1, 1e300, '', 'x', '__proto__', 'urn:uuid:1', '\uD800', '2026-13-45', 'SignedBadge'],
  ...[badgeClass.id, profile.id, KEY_ID, LIST, `${STRANGER}/key`, `${STRANGER}/profile`, `${KEY_ID}#x`],
  ...[strangersKeyDocument, keyDocument, keyDocument.publicKeyPem, strangersKeyDocument.publicKeyPem],
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('id', 'type', 'url', '@id', '@value', 'creator', 'owner', 'publicKey', 'issuer', 'uid'),
      tie('value'),
    ),
  ),
}));
const changes = fc.dictionary(
  fc.constantFrom(
    ...[
      '@context',
      'id',
      'uid',
      'type',
      'recipient',
      'badge',
      'verify',
      'verification',
      'issuedOn',
      'expires',
    ],
    ...['claim', 'endorsement', 'revoked', 'name', 'issuer', 'origin', 'url', 'publicKey', 'revocationList'],
  ),
  value,
  { maxKeys: 3 },
);

/** What a stranger can do: write any award, and any document on the stranger's own host. */
const strangersWorld = (ofProfile: object, ofKey: object): World => ({
  ...signedWorld(),
  [`${STRANGER}/profile`]: { body: { ...profile, id: `${STRANGER}/profile`, ...ofProfile } },
  [`${STRANGER}/class`]: { body: { ...badgeClass, id: `${STRANGER}/class`, ...ofProfile } },
  [`${STRANGER}/key`]: { body: { ...strangersKeyDocument, ...ofKey } },
});

it('whatever a stranger writes and signs, the academy is never named as its sealer', async () => {
  const payload = { ...award, verification: { type: 'SignedBadge', creator: `${STRANGER}/key` } };
  await fc.assert(
    fc.asyncProperty(changes, changes, changes, async (ofAward, ofProfile, ofKey) => {
      const text = jws({ ...payload, ...ofAward }, strangersKey.privateKey);
      const report = await verifyJws(text, strangersWorld(ofProfile, ofKey));
      expect(report.sealer.value).not.toBe('academy.example');
      if (report.sealer.kind !== 'none') expect(report.sealer.value).toBe('stranger.example');
    }),
    { numRuns: 300 },
  );
});

it('whatever the issuer’s own documents hold, an answer comes', async () => {
  await fc.assert(
    fc.asyncProperty(changes, changes, value, async (ofAward, ofProfile, list) => {
      const text = jws({ ...award, ...ofAward }, academyKey.privateKey);
      const world = signedWorld({ profile: { revocationList: LIST, ...ofProfile }, list });
      const report = await verifyJws(text, world);
      expect(report.checks.length).toBeGreaterThan(0);
      expect(report.sealer.value ?? 'academy.example').toBe('academy.example');
    }),
    { numRuns: 300 },
  );
});

it('a redirector of the issuer’s does not lend its name to where it leads', async () => {
  const open = `${ACADEMY}/go?to=stranger`;
  const strangers = { ...profile, id: open, publicKey: { ...strangersKeyDocument, owner: open } };
  const embedded = { ...badgeClass, id: '_:c', issuer: open };
  const world: World = { [open]: { body: strangers, endsAt: `${STRANGER}/profile` } };
  const payload = { ...award, badge: embedded, verification: { type: 'SignedBadge' } };
  const report = await verifyJws(jws(payload, strangersKey.privateKey), world);
  expect(report.sealer.value).not.toBe('academy.example');
  expect(report.codes).toContain('warning redirected');
});
