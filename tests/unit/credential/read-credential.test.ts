import { describe, expect, it } from 'vitest';
import { readCredential } from '../../../lib/credential';

const credential = {
  '@context': [
    'https://www.w3.org/ns/credentials/v2',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  ],
  id: 'https://uni.example/credentials/1',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  name: 'Wallet title',
  issuer: { id: 'did:web:uni.example', type: ['Profile'], name: 'University', url: 'https://uni.example' },
  validFrom: '2024-05-01T00:00:00Z',
  validUntil: '2029-05-01T00:00:00Z',
  awardedDate: '2024-04-30T12:00:00+02:00',
  evidence: [{ id: 'https://uni.example/thesis', type: ['Evidence'], name: 'Thesis' }],
  credentialSubject: {
    id: 'did:example:ana',
    type: ['AchievementSubject'],
    identifier: [
      {
        type: 'IdentityObject',
        hashed: true,
        identityHash: `sha256$${'c'.repeat(64)}`,
        identityType: 'emailAddress',
        salt: 's',
      },
      { type: 'IdentityObject', hashed: false, identityHash: '0815', identityType: 'ext:studentNumber' },
    ],
    creditsEarned: 6,
    licenseNumber: 'L-1',
    role: 'Author',
    term: 'Fall',
    narrative: 'Wrote it alone.',
    result: [
      { type: ['Result'], resultDescription: 'urn:r:1', value: 'A' },
      { type: ['Result'], resultDescription: 'urn:r:2', achievedLevel: 'urn:l:1' },
    ],
    achievement: {
      id: 'https://uni.example/achievements/1',
      type: ['Achievement'],
      achievementType: 'Degree',
      name: 'Bachelor of Robots',
      description: 'Three years of robots.',
      criteria: { narrative: 'Pass.' },
      image: { id: 'https://uni.example/b.png', type: 'Image', caption: 'Robot' },
      inLanguage: 'en-GB',
      tag: ['robots'],
      alignment: [
        {
          type: ['Alignment'],
          targetName: 'ESCO',
          targetUrl: 'https://esco.example/1',
          targetType: 'CFItem',
        },
      ],
      resultDescription: [
        { id: 'urn:r:1', type: ['ResultDescription'], name: 'Grade', resultType: 'LetterGrade' },
        {
          id: 'urn:r:2',
          type: ['ResultDescription'],
          name: 'Mastery',
          rubricCriterionLevel: [{ id: 'urn:l:1', name: 'Master' }],
        },
      ],
    },
  },
};

describe('an achievement credential', () => {
  it('reads everything it says into the badge model', () => {
    expect(readCredential(credential)).toEqual({
      version: '3.0',
      kind: 'badge',
      id: credential.id,
      name: 'Bachelor of Robots',
      description: 'Three years of robots.',
      achievementId: 'https://uni.example/achievements/1',
      achievementType: 'Degree',
      criteria: { narrative: 'Pass.' },
      image: { url: 'https://uni.example/b.png', caption: 'Robot' },
      issuer: { id: 'did:web:uni.example', name: 'University', url: 'https://uni.example/' },
      awardedAt: '2024-04-30T10:00:00Z',
      validFrom: '2024-05-01T00:00:00Z',
      validUntil: '2029-05-01T00:00:00Z',
      recipients: [
        { type: 'id', value: 'did:example:ana' },
        { type: 'email', hash: `sha256$${'c'.repeat(64)}`, salt: 's' },
        { type: 'studentNumber', value: '0815' },
      ],
      narrative: 'Wrote it alone.',
      evidence: [{ url: 'https://uni.example/thesis', name: 'Thesis' }],
      alignments: [{ name: 'ESCO', url: 'https://esco.example/1', type: 'CFItem' }],
      tags: ['robots'],
      results: [
        { name: 'Grade', value: 'A', type: 'LetterGrade' },
        { name: 'Mastery', value: 'Master', levels: [{ name: 'Master', reached: true }] },
      ],
      creditsEarned: 6,
      licenseNumber: 'L-1',
      role: 'Author',
      term: 'Fall',
      language: 'en-GB',
      links: [credential.id],
    });
  });

  it('reads an issuer that is only an id', () => {
    expect(readCredential({ ...credential, issuer: 'did:key:z6Mk' }).issuer).toEqual({ id: 'did:key:z6Mk' });
  });

  it('reads an image that is only an address', () => {
    const achievement = {
      ...credential.credentialSubject.achievement,
      image: 'https://uni.example/plain.png',
    };
    const read = readCredential({ ...credential, credentialSubject: { achievement } });
    expect(read.image).toEqual({ url: 'https://uni.example/plain.png' });
  });

  it('reads the dates of the 1.1 data model', () => {
    const { validFrom, validUntil, awardedDate, ...rest } = credential;
    const read = readCredential({ ...rest, issuanceDate: validFrom, expirationDate: validUntil });
    expect(read).toMatchObject({ validFrom, validUntil, awardedAt: validFrom });
    expect(read.awardedAt).not.toBe(awardedDate);
  });

  it('counts the narrower span where an issuer mixes the dates of both data models', () => {
    const read = readCredential({ ...credential, expirationDate: '2026-01-01T00:00:00Z' });
    expect(read.validUntil).toBe('2026-01-01T00:00:00Z');
  });

  it('names the credential where the achievement has no name', () => {
    const { name, ...achievement } = credential.credentialSubject.achievement;
    const read = readCredential({ ...credential, credentialSubject: { achievement } });
    expect(read.name).toBe('Wallet title');
    expect(read.name).not.toBe(name);
  });

  it('finds the awarded one among several subjects', () => {
    const read = readCredential({
      ...credential,
      credentialSubject: [{ id: 'did:example:other' }, credential.credentialSubject],
    });
    expect(read.name).toBe('Bachelor of Robots');
  });

  it('reads a mailto subject as an email recipient too', () => {
    const subject = { ...credential.credentialSubject, id: 'mailto:ana@example.org', identifier: [] };
    expect(readCredential({ ...credential, credentialSubject: subject }).recipients).toEqual([
      { type: 'id', value: 'mailto:ana@example.org' },
      { type: 'email', value: 'ana@example.org' },
    ]);
  });
});

it('reads an endorsement: what is endorsed, and the comment', () => {
  const read = readCredential({
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Good standing',
    issuer: { id: 'https://accrediter.example', name: 'Accrediter' },
    credentialSubject: {
      id: 'https://uni.example',
      type: ['EndorsementSubject'],
      endorsementComment: 'We know them.',
    },
  });
  expect(read).toMatchObject({
    kind: 'endorsement',
    name: 'Good standing',
    achievementId: 'https://uni.example',
    narrative: 'We know them.',
    recipients: [],
  });
});

it('reads a CLR by its own name and subject', () => {
  const read = readCredential({
    type: ['VerifiableCredential', 'ClrCredential'],
    name: 'Transcript',
    credentialSubject: { type: ['ClrSubject'], id: 'did:example:ana', verifiableCredential: [credential] },
  });
  expect(read).toMatchObject({
    kind: 'clr',
    name: 'Transcript',
    recipients: [{ type: 'id', value: 'did:example:ana' }],
  });
});

it('reads how the achievements of a CLR belong together', () => {
  const read = readCredential({
    type: ['VerifiableCredential', 'ClrCredential'],
    name: 'Transcript',
    partial: true,
    credentialSubject: {
      type: ['ClrSubject'],
      association: [
        { type: 'Association', associationType: 'isParentOf', sourceId: 'urn:a:1', targetId: 'urn:a:2' },
        // In signed statements a reference may be the thing itself, and words are IRIs.
        {
          associationType: 'https://purl.imsglobal.org/spec/vc/clr/vocab.html#isPartOf',
          sourceId: { id: 'urn:a:2', name: 'Two' },
          targetId: 'urn:a:1',
        },
        { associationType: 'precedes', sourceId: 'urn:a:1' },
        'isChildOf',
      ],
      achievement: [
        { id: 'urn:a:1', name: 'Degree', achievementType: 'Degree' },
        { id: 'urn:a:2', name: 'Course' },
        { id: 'urn:a:3' },
      ],
    },
  });
  expect(read.associations).toEqual([
    { type: 'isParentOf', sourceId: 'urn:a:1', targetId: 'urn:a:2' },
    { type: 'isPartOf', sourceId: 'urn:a:2', targetId: 'urn:a:1' },
  ]);
  expect(read.achievements).toEqual([
    { id: 'urn:a:1', name: 'Degree', type: 'Degree' },
    { id: 'urn:a:2', name: 'Course' },
  ]);
  expect(read.partial).toBe(true);
});
