// A badge that says all that Open Badges 3.0 can say, sealed by a bare key, so that it needs nobody to be asked.
import { openBadgeCredential, sign, strangerKey } from '../sites/signing';

const NOW = new Date('2026-11-20T12:00:00Z');
const ENDORSEMENT_CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
];

export const RICH_NAME = 'Reading tide tables';

export async function richBadge(name = RICH_NAME): Promise<string> {
  const [school, guild, stranger] = [await strangerKey(), await strangerKey(), await strangerKey()];
  const achievementId = 'https://school.example/achievements/tide-tables';
  const endorse = (key: typeof school, about: string, endorser: string) =>
    sign(
      {
        '@context': ENDORSEMENT_CONTEXTS.slice(0, 2),
        id: `urn:uuid:${crypto.randomUUID()}`,
        type: ['VerifiableCredential', 'EndorsementCredential'],
        name: 'Endorsement',
        issuer: { id: key.controller, type: ['Profile'], name: endorser },
        validFrom: '2026-06-01T00:00:00Z',
        credentialSubject: {
          id: about,
          type: ['EndorsementSubject'],
          endorsementComment: 'Whoever holds this can be sent out **alone**.',
        },
      },
      key,
      NOW,
    );
  const plain = openBadgeCredential({
    id: 'urn:uuid:3c7a50d6-8f3c-4b4f-9c56-0b6a5ac2d111',
    issuer: { id: school.controller ?? '', name: 'School of Tides', url: 'https://school.example/' },
    achievement: {
      id: achievementId,
      name,
      description: 'Reads tide tables of **any** port and says when a boat can leave.',
      criteria: 'Read ten tables:\n\n1. five of spring tides\n2. five of neap tides\n\n*Without help.*',
      image: 'https://school.example/tide.png',
      alignment: [{ targetName: 'Plan a passage', targetUrl: 'https://esco.example/skill/plan-a-passage' }],
    },
    validFrom: '2026-05-03T00:00:00Z',
    validUntil: '2031-05-03T00:00:00Z',
  });
  const subject = plain.credentialSubject;
  const credential = {
    ...plain,
    '@context': ENDORSEMENT_CONTEXTS,
    refreshService: { id: 'https://school.example/refresh/tide-tables', type: '1EdTechCredentialRefresh' },
    termsOfUse: [{ id: 'https://school.example/terms', type: 'https://school.example/vocab#Terms' }],
    evidence: [
      {
        id: 'https://school.example/evidence/logbook',
        type: ['Evidence'],
        name: 'Logbook of the last passage',
        narrative: 'Seven ports, *no* grounding.',
        genre: 'Logbook',
        audience: 'Skippers',
      },
    ],
    credentialSubject: {
      ...subject,
      creditsEarned: 3,
      licenseNumber: 'TT-2026-0815',
      role: 'Navigator',
      source: { id: 'https://harbour.example/', type: ['Profile'], name: 'Harbour of Brest' },
      term: 'Spring 2026',
      activityStartDate: '2026-03-01T00:00:00Z',
      activityEndDate: '2026-05-01T00:00:00Z',
      narrative: 'Read the tables of Saint-Malo at night.',
      result: [
        { type: ['Result'], resultDescription: `${achievementId}#grade`, value: '92', status: 'Completed' },
        {
          type: ['Result'],
          resultDescription: `${achievementId}#rubric`,
          achievedLevel: `${achievementId}#sure`,
        },
      ],
      achievement: {
        ...subject.achievement,
        creditsAvailable: 4,
        fieldOfStudy: 'Navigation',
        humanCode: 'NAV-204',
        version: '2026',
        creator: { id: 'https://pilots.example/', type: ['Profile'], name: 'Guild of Pilots' },
        otherIdentifier: [{ type: 'IdentifierEntry', identifier: 'TT-7', identifierType: 'identifier' }],
        related: [
          { id: 'https://school.example/achievements/tide-tables-fr', type: ['Related'], inLanguage: 'fr' },
        ],
        inLanguage: 'en-GB',
        tag: ['tides', 'navigation', 'seamanship'],
        resultDescription: [
          {
            id: `${achievementId}#grade`,
            type: ['ResultDescription'],
            name: 'Examination',
            resultType: 'Percent',
            valueMin: '0',
            valueMax: '100',
            requiredValue: '60',
          },
          {
            id: `${achievementId}#rubric`,
            type: ['ResultDescription'],
            name: 'Judgement',
            resultType: 'RubricCriterionLevel',
            rubricCriterionLevel: [
              {
                id: `${achievementId}#unsure`,
                type: ['RubricCriterionLevel'],
                name: 'Unsure',
                description: 'Needs a second pair of eyes.',
                points: '1',
              },
              {
                id: `${achievementId}#sure`,
                type: ['RubricCriterionLevel'],
                name: 'Sure',
                description: 'Decides alone.',
                points: '3',
              },
            ],
          },
        ],
        endorsement: [
          await endorse(guild, achievementId, 'Guild of Pilots'),
          await endorse(stranger, 'https://elsewhere.example/achievements/knots', 'Somebody else'),
        ],
      },
    },
  };
  return JSON.stringify(await sign(credential, school, NOW));
}
