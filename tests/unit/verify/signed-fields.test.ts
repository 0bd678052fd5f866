import { describe, expect, it } from 'vitest';
import { readCredential } from '../../../lib/credential';
import { award, type Json, NOW, schoolKey, schoolReplay, signedAsIs, verifyJson } from './issuers';

/** Everything that an award of Open Badges 3.0 can say. */
function fullAward(): Json {
  const plain = award();
  const subject = plain.credentialSubject as Json;
  const alignment = {
    type: ['Alignment'],
    targetName: 'Tides',
    targetUrl: 'https://frame.example/tides',
    targetType: 'CFItem',
  };
  return {
    ...plain,
    issuer: {
      ...(plain.issuer as Json),
      phone: '+1 555',
      official: 'Dean Gull',
      address: { type: ['Address'], streetAddress: 'Quay 1', addressLocality: 'Harbour' },
      parentOrg: { id: 'https://board.example', type: ['Profile'], name: 'Board' },
      otherIdentifier: [{ type: 'IdentifierEntry', identifier: 'S-1', identifierType: 'sourcedId' }],
    },
    termsOfUse: [{ id: 'https://school.example/terms', type: 'https://school.example/TermsOfUse' }],
    credentialSubject: {
      ...subject,
      id: 'mailto:Ana@example.org',
      activityStartDate: '2025-01-01T00:00:00Z',
      activityEndDate: '2025-06-01T00:00:00Z',
      creditsEarned: 6,
      source: { id: 'https://harbour.example', type: ['Profile'], name: 'Harbour Office' },
      identifier: [
        { type: 'IdentityObject', hashed: false, identityHash: 'S-77', identityType: 'systemId' },
        { type: 'IdentityObject', hashed: false, identityHash: 'Ana Lopez', identityType: 'name' },
      ],
      result: [
        { type: ['Result'], resultDescription: 'urn:r:1', value: 'B', alignment: [alignment] },
        { type: ['Result'], resultDescription: 'urn:r:2', achievedLevel: 'urn:l:2', status: 'Completed' },
      ],
      achievement: {
        ...(subject.achievement as Json),
        alignment: [alignment],
        creator: { id: 'https://council.example', type: ['Profile'], name: 'Council' },
        creditsAvailable: 8,
        fieldOfStudy: 'Navigation',
        specialization: 'Tides',
        humanCode: 'NAV 101',
        version: '2',
        inLanguage: 'en',
        related: [
          {
            id: 'https://school.example/achievements/1-fr',
            type: ['Related'],
            inLanguage: 'fr',
            version: '2',
          },
        ],
        otherIdentifier: [{ type: 'IdentifierEntry', identifier: 'NAV', identifierType: 'identifier' }],
        resultDescription: [
          {
            id: 'urn:r:1',
            type: ['ResultDescription'],
            name: 'Grade',
            resultType: 'LetterGrade',
            allowedValue: ['D', 'C', 'B', 'A'],
            requiredValue: 'C',
          },
          {
            id: 'urn:r:2',
            type: ['ResultDescription'],
            name: 'Seamanship',
            resultType: 'RubricCriterionLevel',
            requiredLevel: 'urn:l:1',
            rubricCriterionLevel: [
              { id: 'urn:l:1', type: ['RubricCriterionLevel'], name: 'Afloat' },
              { id: 'urn:l:2', type: ['RubricCriterionLevel'], name: 'At sea' },
            ],
          },
        ],
      },
    },
  };
}

describe('all that a badge says', () => {
  it('is read alike from the document and from its signed statements', async () => {
    const key = await schoolKey();
    const document = fullAward();
    const { badge, verdict } = await verifyJson(await signedAsIs(document, key), {
      fetch: schoolReplay([key]),
    });
    expect(verdict).toBe('verified');
    expect(badge).toEqual(readCredential(document));
    expect(badge).toMatchObject({
      issuer: {
        phone: '+1 555',
        official: 'Dean Gull',
        address: 'Quay 1, Harbour',
        parentName: 'Board',
        otherIdentifiers: [{ type: 'sourcedId', value: 'S-1' }],
      },
      creator: { name: 'Council' },
      source: { name: 'Harbour Office' },
      activityStart: '2025-01-01T00:00:00Z',
      activityEnd: '2025-06-01T00:00:00Z',
      creditsEarned: 6,
      creditsAvailable: 8,
      fieldOfStudy: 'Navigation',
      specialization: 'Tides',
      humanCode: 'NAV 101',
      edition: '2',
      related: [{ id: 'https://school.example/achievements/1-fr', edition: '2', language: 'fr' }],
      otherIdentifiers: [{ type: 'identifier', value: 'NAV' }],
      terms: ['https://school.example/terms'],
      results: [
        {
          name: 'Grade',
          value: 'B',
          type: 'LetterGrade',
          allowed: ['D', 'C', 'B', 'A'],
          required: 'C',
          alignments: [{ name: 'Tides' }],
        },
        {
          name: 'Seamanship',
          value: 'At sea',
          status: 'Completed',
          type: 'RubricCriterionLevel',
          required: 'Afloat',
        },
      ],
    });
  });

  it.each([
    ['email', 'ana@example.org', 'match'],
    ['email', 'ANA@example.ORG', 'match'],
    ['systemId', 'S-77', 'match'],
    ['ext:systemId', 'S-77', 'match'],
    ['systemId', 'S-78', 'mismatch'],
    ['telephone', '+1 555', 'not-comparable'],
    ['name', 'Ana Lopez', 'not-comparable'],
  ])('belongs to %s %s: %s', async (type, value, outcome) => {
    const key = await schoolKey();
    const { recipient } = await verifyJson(await signedAsIs(fullAward(), key), {
      fetch: schoolReplay([key]),
      now: NOW,
      recipients: [
        { type: 'url', value: 'https://nobody.example' },
        { type, value },
      ],
    });
    expect(recipient).toEqual(outcome === 'match' ? { outcome, matched: 1 } : { outcome });
  });
});
