import { describe, expect, it } from 'vitest';
import { ACADEMY, academyWorld, assertion, badgeClass, profile, verifyIn } from './hosted-world';

describe('a hosted badge of Open Badges 2.0', () => {
  it('is authentic and sealed by the domain of its issuer', async () => {
    const found = await verifyIn(academyWorld());
    expect(found).toMatchObject({
      authenticity: 'authentic',
      standing: { status: 'good' },
      sealer: { kind: 'domain', value: 'academy.example' },
      subject: { id: assertion.id, kind: 'badge' },
      badge: { name: 'Robots', issuer: { name: 'Academy' }, version: '2.0' },
    });
    expect(found.codes.filter((code) => !code.startsWith('passed'))).toEqual([]);
    expect(found.asked).toEqual([assertion.id, badgeClass.id, profile.id]);
  });

  it('is read from its own address, whatever the copy in hand says', async () => {
    const copy = { ...assertion, badge: { ...badgeClass, name: 'Doctor of Robots' } };
    const found = await verifyIn(academyWorld(), copy);
    expect(found.badge?.name).toBe('Robots');
    expect(found.checks).toContainEqual({
      id: 'copy',
      outcome: 'warning',
      code: 'copy-differs',
      params: { fields: 'name' },
    });
  });

  it('is not said to differ from a copy that embeds what it links', async () => {
    const found = await verifyIn(academyWorld(), { ...assertion, badge: { ...badgeClass, issuer: profile } });
    expect(found.codes).not.toContain('warning copy-differs');
  });

  it('has not been verified when somebody else is its recipient in the copy: the hosted one counts', async () => {
    const recipient = { ...assertion.recipient, identity: 'eve@example.org' };
    const found = await verifyIn(academyWorld(), { ...assertion, recipient });
    expect(found.badge?.recipients).toEqual([{ type: 'email', value: 'ana@example.org' }]);
    expect(found.codes).toContain('warning copy-differs');
  });

  it('takes an embedded class without an address of its own', async () => {
    const embedded = { ...badgeClass, id: 'urn:uuid:6d9a5e2c-9f2d-4d3a-8b39-4b9e5a1f7d10' };
    const found = await verifyIn(academyWorld({ assertion: { badge: embedded } }));
    expect(found.authenticity).toBe('authentic');
    expect(found.asked).toEqual([assertion.id, profile.id]);
  });

  it('asks the address of an embedded class that has one', async () => {
    const embedded = { ...badgeClass, name: 'Doctor of Robots' };
    const found = await verifyIn(academyWorld({ assertion: { badge: embedded } }));
    expect(found.badge?.name).toBe('Robots');
  });

  it('ends when it expires', async () => {
    const found = await verifyIn(academyWorld({ assertion: { expires: '2026-01-01T00:00:00Z' } }));
    expect(found).toMatchObject({
      authenticity: 'authentic',
      standing: { status: 'good', validUntil: '2026-01-01T00:00:00Z' },
    });
  });
});

describe('a withdrawn badge', () => {
  it('is revoked by a 410, and the address that says so is believed', async () => {
    const body = { id: assertion.id, revoked: true, revocationReason: 'Copied.' };
    const found = await verifyIn({ [assertion.id]: { status: 410, body } }, assertion);
    expect(found).toMatchObject({
      authenticity: 'authentic',
      standing: { status: 'revoked' },
      sealer: { kind: 'domain', value: 'academy.example' },
    });
    expect(found.checks.at(-1)).toMatchObject({ code: 'revoked', params: { reason: 'Copied.' } });
  });
  it('is revoked by a 410 without a body', async () => {
    const found = await verifyIn({ [assertion.id]: { status: 410, body: '' } });
    expect(found.standing.status).toBe('revoked');
  });
  it.each([200, 404, 500])('is revoked by a body that says so with status %i', async (status) => {
    const found = await verifyIn({ [assertion.id]: { status, body: { id: assertion.id, revoked: true } } });
    expect(found).toMatchObject({ authenticity: 'authentic', standing: { status: 'revoked' } });
  });
  it('is not revoked by `revoked: false`', async () => {
    const found = await verifyIn(academyWorld({ assertion: { revoked: false } }));
    expect(found.standing.status).toBe('good');
  });
});

describe('what was not had is never bad news', () => {
  it.each([
    ['the host is silent', {}, 'unknown host-silent'],
    ['the document is gone', { [assertion.id]: { status: 404, body: 'Not found' } }, 'unknown gone'],
    ['the host has trouble', { [assertion.id]: { status: 503, body: '{}' } }, 'unknown host-status'],
    ['the answer is a page', { [assertion.id]: { body: '<html>Log in</html>' } }, 'unknown not-json'],
    ['the answer is a list', { [assertion.id]: { body: '[]' } }, 'unknown not-json'],
    [
      'the answer is an error in JSON',
      { [assertion.id]: { body: { error: 'x' } } },
      'unknown not-an-assertion',
    ],
    [
      'the answer is deeper than any badge',
      { [assertion.id]: { body: `${'['.repeat(40)}${']'.repeat(40)}` } },
      'unknown limit',
    ],
    [
      'the answer only leads to a signature',
      { [assertion.id]: { body: { ...assertion, verification: { type: 'SignedBadge' } } } },
      'unknown signature-elsewhere',
    ],
  ])('when %s', async (_case, world, code) => {
    const found = await verifyIn(world);
    expect(found.authenticity).toBe('could-not-check');
    expect(found.sealer).toEqual({ kind: 'none' });
    expect(found.codes).toContain(code);
  });

  it.each([
    ['class', badgeClass.id],
    ['issuer', profile.id],
  ])('when the %s was not reached', async (_part, address) => {
    const { [address]: _left, ...world } = academyWorld();
    const found = await verifyIn(world);
    expect(found.authenticity).toBe('could-not-check');
    expect(found.sealer).toEqual({ kind: 'none' });
  });

  it('when the issuer embedded here has an address that does not answer', async () => {
    const { [profile.id]: _left, ...world } = academyWorld({ badgeClass: { issuer: profile } });
    expect((await verifyIn(world)).authenticity).toBe('could-not-check');
  });

  it.each([
    ['class', badgeClass.id, 'unknown not-a-badge-class'],
    ['issuer', profile.id, 'unknown not-a-profile'],
  ])('when an error came in place of the %s', async (_part, address, code) => {
    const found = await verifyIn({ ...academyWorld(), [address]: { body: { error: 'try later' } } });
    expect(found.authenticity).toBe('could-not-check');
    expect(found.codes).toContain(code);
  });

  it('when the class is only a name that leads nowhere', async () => {
    const found = await verifyIn(academyWorld({ assertion: { badge: 'urn:uuid:1' } }));
    expect(found.authenticity).toBe('could-not-check');
    expect(found.codes).toContain('unknown link-unusable');
  });

  it('and shows the first characters of what came instead', async () => {
    const body = '<b>Warning</b>: mysqli_connect()';
    const found = await verifyIn({ [assertion.id]: { body, type: 'text/html; charset=utf-8' } });
    expect(found.checks.at(-1)?.params).toEqual({
      host: 'academy.example',
      mediaType: 'text/html',
      beginning: body,
    });
  });

  it('reads JSON with a byte order mark, whatever its media type', async () => {
    const world = academyWorld();
    world[assertion.id] = { body: `\uFEFF${JSON.stringify(assertion)}`, type: 'text/plain' };
    expect((await verifyIn(world)).authenticity).toBe('authentic');
  });
});

describe('what has no proof', () => {
  it('is not valid: JSON that names no address', async () => {
    const found = await verifyIn(academyWorld(), { ...assertion, id: 'urn:uuid:1' });
    expect(found.authenticity).toBe('not-valid');
    expect(found.codes).toEqual(['failed no-proof']);
    expect(found.asked).toEqual([]);
  });
  it('is not valid: JSON that says it was signed and brings no signature', async () => {
    const found = await verifyIn(academyWorld(), {
      ...assertion,
      verify: { type: 'signed' },
      verification: null,
    });
    expect(found.authenticity).toBe('not-valid');
    expect(found.asked).toEqual([]);
  });
});

describe('ids', () => {
  const other = `${ACADEMY}/awards/moved`;

  it('asks the id that the document gives itself', async () => {
    const world = academyWorld({ assertion: { id: other } });
    world[other] = { body: { ...assertion, id: other } };
    const found = await verifyIn(world);
    expect(found).toMatchObject({ authenticity: 'authentic', subject: { id: other } });
    expect(found.asked.slice(0, 2)).toEqual([assertion.id, other]);
  });

  it('judges the place of that id, not of the address asked first', async () => {
    const mirror = 'https://mirror.example/1';
    const world = { ...academyWorld(), [mirror]: { body: assertion } };
    const found = await verifyIn(world, mirror);
    expect(found).toMatchObject({ authenticity: 'authentic', sealer: { value: 'academy.example' } });
  });

  it('does not run in circles', async () => {
    const world = academyWorld({ assertion: { id: other } });
    world[other] = { body: assertion };
    const found = await verifyIn(world);
    expect(found.authenticity).toBe('could-not-check');
    expect(found.codes).toContain('unknown id-not-settled');
    expect(found.asked).toEqual([assertion.id, other]);
  });

  it('does not believe an issuer document that claims another id', async () => {
    // On the forger's host, in the academy's name, allowing the forger's host.
    const forged = 'https://forger.example';
    const world = {
      ...academyWorld(),
      [`${forged}/a`]: { body: { ...assertion, id: `${forged}/a`, badge: `${forged}/b` } },
      [`${forged}/b`]: { body: { ...badgeClass, id: `${forged}/b`, issuer: `${forged}/p` } },
      [`${forged}/p`]: { body: { ...profile, verification: { allowedOrigins: 'forger.example' } } },
    };
    const found = await verifyIn(world, `${forged}/a`);
    expect(found.authenticity).toBe('not-valid');
    expect(found.codes).toContain('failed scope');
  });

  it('takes both of Credly’s spellings as one id', async () => {
    const [site, api] = ['https://www.credly.com/api/v1/obi/v2', 'https://api.credly.com/v1/obi/v2'];
    const world = {
      [`${api}/badge_assertions/1`]: {
        body: { ...assertion, id: `${site}/badge_assertions/1`, badge: `${api}/classes/1` },
      },
      [`${api}/classes/1`]: { body: { ...badgeClass, id: `${site}/classes/1`, issuer: `${api}/issuers/1` } },
      [`${api}/issuers/1`]: { body: { ...profile, id: `${api}/issuers/1` } },
    };
    const found = await verifyIn(world, `${api}/badge_assertions/1`);
    expect(found).toMatchObject({
      authenticity: 'authentic',
      sealer: { kind: 'platform', value: 'api.credly.com', account: '/v1/obi/v2/issuers/1' },
      subject: { id: `${site}/badge_assertions/1` },
    });
    expect(found.asked).toHaveLength(3);
  });
});

describe('dates', () => {
  it.each([
    ['was issued in the future', { issuedOn: '2027-01-01T00:00:00Z' }, 'failed issued-in-future'],
    ['ended before it began', { expires: '2020-01-01T00:00:00Z' }, 'failed expires-before-issued'],
    ['has an end that nobody can read', { expires: 'next spring' }, 'failed date-unreadable'],
    ['has no date', { issuedOn: null }, 'failed shape-missing'],
  ])('a badge that %s is not valid', async (_case, change, code) => {
    const found = await verifyIn(academyWorld({ assertion: change }));
    expect(found.authenticity).toBe('not-valid');
    expect(found.codes).toContain(code);
  });

  it('a clock that is a minute ahead is no fault', async () => {
    const found = await verifyIn(academyWorld({ assertion: { issuedOn: '2026-11-23T12:01:00Z' } }));
    expect(found.authenticity).toBe('authentic');
  });

  it('a date without a zone is noted', async () => {
    const found = await verifyIn(academyWorld({ assertion: { issuedOn: '2025-03-01T10:00:00' } }));
    expect(found.authenticity).toBe('authentic');
    expect(found.codes).toContain('warning date-without-zone');
  });
});

describe('shape', () => {
  it.each([
    ['recipient', { assertion: { recipient: null } }],
    ['badge', { assertion: { badge: null } }],
    ['badgeClass.name', { badgeClass: { name: '' } }],
    ['badgeClass.issuer', { badgeClass: { issuer: null } }],
  ])('without %s a badge is not valid', async (fields, changes) => {
    const found = await verifyIn(academyWorld(changes));
    expect(found.authenticity).toBe('not-valid');
    expect(found.checks).toContainEqual({
      id: 'shape',
      outcome: 'failed',
      code: 'shape-missing',
      params: { fields },
    });
  });

  it('what else is missing is only noted', async () => {
    const found = await verifyIn(academyWorld({ badgeClass: { image: null }, profile: { email: null } }));
    expect(found.authenticity).toBe('authentic');
    expect(found.checks).toContainEqual({
      id: 'shape',
      outcome: 'warning',
      code: 'shape-incomplete',
      params: { fields: 'badgeClass.image, issuer.email' },
    });
  });
});
