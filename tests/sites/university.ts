// university.example: did:web issuers (the university, and its library under a path), embedded proofs made by
// the Digital Bazaar packages, and signed status lists.
import { artPng, artSvg, award, type Calendar, json, picture, type SampleAward } from './award';
import { bakePng, bakeSvg } from './bakery';
import { simplePage } from './page-frame';
import type { Answer, Site } from './server';
import {
  type CredentialSeed,
  didDocument,
  didWebKey,
  openBadgeCredential,
  sign,
  statusEntry,
  statusListCredential,
  strangerKey,
} from './signing';

const ORIGIN = 'https://university.example';
const UNIVERSITY = { id: 'did:web:university.example', name: 'Northmoor University', url: ORIGIN };
const LIBRARY = {
  id: 'did:web:university.example:library',
  name: 'Northmoor University Library',
  url: `${ORIGIN}/library`,
};
const REVOCATION_LIST = `${ORIGIN}/status/revocation`;
const SUSPENSION_LIST = `${ORIGIN}/status/suspension`;
const SUSPENDED_INDEX = 4711;

export async function buildUniversity(
  now: Date,
  dates: Calendar,
): Promise<{ sites: Site[]; awards: SampleAward[] }> {
  const universityKey = await didWebKey(UNIVERSITY.id, 'key-2026');
  const libraryKey = await didWebKey(LIBRARY.id, 'key-1');
  const stranger = await strangerKey();

  const credential = (
    slug: string,
    name: string,
    description: string,
    criteria: string,
    rest: Pick<CredentialSeed, 'validFrom'> & Partial<CredentialSeed>,
  ) =>
    openBadgeCredential({
      id: `${ORIGIN}/credentials/${slug}`,
      issuer: UNIVERSITY,
      achievement: {
        id: `${ORIGIN}/achievements/${slug}`,
        name,
        description,
        criteria,
        image: `${ORIGIN}/art/${slug}.png`,
      },
      status: [statusEntry(REVOCATION_LIST, 'revocation', slug.length * 97)],
      ...rest,
    });

  const divingFrom = dates.daysFromNow(-388);
  const diving = await sign(
    credential(
      'scientific-diving',
      'Scientific Diving',
      'Plans and leads research dives to thirty metres.',
      'Forty logged dives, a rescue drill and a survey that others can repeat.',
      { validFrom: dates.text(divingFrom), validUntil: dates.text(dates.daysFromNow(710)) },
    ),
    universityKey,
    now,
  );

  const researchFrom = dates.daysFromNow(-150);
  const research = await sign(
    credential(
      'open-research',
      'Open Research Practice',
      'Shares data, code and drafts so that others can build on them.',
      'A data set with a DOI, a reproducible analysis and a preregistered study.',
      { issuer: LIBRARY, validFrom: dates.text(researchFrom), status: [] },
    ),
    libraryKey,
    now,
  );

  const statisticsFrom = dates.daysFromNow(-270);
  const statistics = await sign(
    credential(
      'statistics-tutor',
      'Statistics Tutor',
      'Tutors first-year students in statistics.',
      'One term of tutorials with an observed session.',
      {
        validFrom: dates.text(statisticsFrom),
        status: [
          statusEntry(REVOCATION_LIST, 'revocation', 12),
          statusEntry(SUSPENSION_LIST, 'suspension', SUSPENDED_INDEX),
        ],
      },
    ),
    universityKey,
    now,
  );

  const modellingFrom = dates.daysFromNow(-33);
  const modelling = await sign(
    credential(
      'ocean-modelling',
      'Ocean Modelling, introduction',
      'Runs a small circulation model.',
      'Hand in the exercise sheets.',
      { validFrom: dates.text(modellingFrom) },
    ),
    universityKey,
    now,
  );
  const tamperedName = 'Ocean Modelling, with distinction';
  const tampered = JSON.stringify(modelling).replaceAll('Ocean Modelling, introduction', tamperedName);

  const leadershipFrom = dates.daysFromNow(-12);
  const leadership = await sign(
    credential(
      'research-leadership',
      'Research Leadership',
      'Leads a research group.',
      'Appointment by the senate.',
      { validFrom: dates.text(leadershipFrom) },
    ),
    stranger,
    now,
  );

  const polarFrom = dates.daysFromNow(-96);
  const polar = await sign(
    credential(
      'polar-field-camp',
      'Polar Field Camp',
      'Five weeks of field work on the ice, as second in command.',
      'Camp log, ice core protocol and the word of the camp leader.',
      { validFrom: dates.text(polarFrom) },
    ),
    universityKey,
    now,
  );

  const schoolFrom = dates.daysFromNow(170);
  const school = await sign(
    credential(
      'summer-school',
      'Summer School Instructor',
      'Teaches at the coastal summer school.',
      'Chosen by the school for the coming summer.',
      { validFrom: dates.text(schoolFrom) },
    ),
    universityKey,
    now,
  );

  const reviewerFrom = dates.daysFromNow(-20);
  const reviewer = await sign(
    credential(
      'peer-reviewer',
      'Peer Reviewer',
      'Reviewed six manuscripts with care and in time.',
      'Six reviews that the editors found useful.',
      { validFrom: dates.text(reviewerFrom) },
    ),
    universityKey,
    now,
  );

  const listFrom = dates.text(dates.daysFromNow(-1));
  const revocationList = await sign(
    statusListCredential({
      id: REVOCATION_LIST,
      issuer: UNIVERSITY.id,
      purpose: 'revocation',
      set: [7, 131_071],
      validFrom: listFrom,
    }),
    universityKey,
    now,
  );
  const suspensionList = await sign(
    statusListCredential({
      id: SUSPENSION_LIST,
      issuer: UNIVERSITY.id,
      purpose: 'suspension',
      set: [SUSPENDED_INDEX],
      validFrom: listFrom,
    }),
    universityKey,
    now,
  );

  const pages = new Map<string, Answer>([
    ['/', simplePage('Northmoor University', 'Research and teaching between the moor and the sea.')],
    ['/library', simplePage('Northmoor University Library', 'Open since 1867, open to all since 1998.')],
    ['/.well-known/did.json', json(didDocument(UNIVERSITY.id, [universityKey]))],
    ['/library/did.json', json(didDocument(LIBRARY.id, [libraryKey]))],
    ['/status/revocation', json(revocationList)],
    ['/status/suspension', json(suspensionList)],
  ]);
  const pictured = [
    'scientific-diving',
    'open-research',
    'statistics-tutor',
    'ocean-modelling',
    'research-leadership',
    'polar-field-camp',
    'peer-reviewer',
    'summer-school',
  ];
  for (const slug of pictured) pages.set(`/art/${slug}.png`, picture(artPng(slug)));

  const baked = (slug: string, text: string) =>
    ({ kind: 'png', bytes: bakePng(artPng(slug), 'openbadgecredential', text) }) as const;
  const domain = { kind: 'domain', value: 'university.example' } as const;
  const none = { kind: 'none' } as const;
  const claims = 'university.example';
  return {
    sites: [{ host: 'university.example', pages }],
    awards: [
      award({
        slug: 'scientific-diving',
        name: 'Scientific Diving',
        awarded: divingFrom,
        form: baked('scientific-diving', JSON.stringify(diving)),
        verdict: 'verified',
        sealer: domain,
        claims,
        because: "signed with a key of the university's did:web document, not on its revocation list",
      }),
      award({
        slug: 'open-research',
        name: 'Open Research Practice',
        awarded: researchFrom,
        form: { kind: 'svg', text: bakeSvg(artSvg('open-research'), { json: JSON.stringify(research) }) },
        verdict: 'verified',
        sealer: domain,
        claims,
        because: 'signed with the key of a did:web with a path',
      }),
      award({
        slug: 'polar-field-camp',
        name: 'Polar Field Camp',
        awarded: polarFrom,
        form: {
          kind: 'inline-svg',
          text: bakeSvg(artSvg('polar-field-camp'), { json: JSON.stringify(polar) }),
        },
        verdict: 'verified',
        sealer: domain,
        claims,
        because: 'the drawing in the page carries a signed credential',
      }),
      award({
        slug: 'statistics-tutor',
        name: 'Statistics Tutor',
        awarded: statisticsFrom,
        form: baked('statistics-tutor', JSON.stringify(statistics)),
        verdict: 'suspended',
        sealer: domain,
        claims,
        because: `entry ${SUSPENDED_INDEX} of the suspension list is set`,
      }),
      award({
        slug: 'ocean-modelling',
        name: tamperedName,
        awarded: modellingFrom,
        form: baked('ocean-modelling', tampered),
        verdict: 'not-valid',
        sealer: none,
        claims,
        because: 'the name was changed after signing',
      }),
      award({
        slug: 'research-leadership',
        name: 'Research Leadership',
        awarded: leadershipFrom,
        form: baked('research-leadership', JSON.stringify(leadership)),
        verdict: 'not-valid',
        sealer: none,
        claims,
        because: "signed with a stranger's key that the university does not list",
      }),
      award({
        slug: 'summer-school',
        name: 'Summer School Instructor',
        awarded: schoolFrom,
        form: baked('summer-school', JSON.stringify(school)),
        verdict: 'not-yet-valid',
        sealer: domain,
        claims,
        because: 'validFrom is 170 days ahead',
      }),
      award({
        slug: 'peer-reviewer',
        name: 'Peer Reviewer',
        awarded: reviewerFrom,
        form: { kind: 'json-ld', text: JSON.stringify(reviewer, null, 2) },
        verdict: 'verified',
        sealer: domain,
        claims,
        because: 'the JSON-LD in the page is a signed credential',
      }),
    ],
  };
}
