// guild.example: a community of repairers. One badge is signed with a bare did:key, the others are VC-JWTs by
// keys that the guild publishes under its own address.
import { artPng, award, type Calendar, json, picture, type SampleAward } from './award';
import { bakePng } from './bakery';
import { simplePage } from './page-frame';
import type { Answer, Site } from './server';
import { didKeyOf, jwtKey, openBadgeCredential, signJwt } from './signing';

const ORIGIN = 'https://guild.example';
const ISSUER = { id: `${ORIGIN}/issuer`, name: 'Harbour Repair Guild', url: ORIGIN };

export async function buildGuild(dates: Calendar): Promise<{ sites: Site[]; awards: SampleAward[] }> {
  const mentorKey = await jwtKey(
    'EdDSA',
    (jwk) => `${didKeyOf(jwk)}#${didKeyOf(jwk).slice('did:key:'.length)}`,
  );
  const mentor = didKeyOf(mentorKey.publicJwk);
  const workshopKey = await jwtKey('ES256', () => `${ORIGIN}/keys/workshop`);
  const skyKey = await jwtKey('RS256', () => `${ORIGIN}/keys/sky`);

  const credential = (
    slug: string,
    name: string,
    description: string,
    criteria: string,
    from: Date,
    issuer = ISSUER,
  ) =>
    openBadgeCredential({
      id: `${ORIGIN}/credentials/${slug}`,
      issuer,
      achievement: {
        id: `${ORIGIN}/achievements/${slug}`,
        name,
        description,
        criteria,
        image: `${ORIGIN}/art/${slug}.png`,
      },
      validFrom: dates.text(from),
      subjectId: 'mailto:mara@portfolio.example',
    });

  const bicycleFrom = dates.daysFromNow(-77);
  const bicycle = await signJwt(
    credential(
      'bicycle-mechanic',
      'Bicycle Mechanic',
      'Trues a wheel, sets gears and brakes, and knows when to say no.',
      'Twelve evenings in the workshop beside a mentor.',
      bicycleFrom,
      { id: mentor, name: 'Tomas, mentor at the Harbour Repair Guild', url: ORIGIN },
    ),
    mentorKey,
  );

  const cafeFrom = dates.daysFromNow(-310);
  const cafe = await signJwt(
    credential(
      'repair-cafe-host',
      'Repair Café Host',
      'Opens the room, welcomes everyone, and keeps the tea and the soldering irons hot.',
      'Host five repair cafés.',
      cafeFrom,
    ),
    workshopKey,
  );

  const skyFrom = dates.daysFromNow(-8);
  const sky = await signJwt(
    credential(
      'night-sky-guide',
      'Night Sky Guide',
      'Shows others the night sky, with and without a telescope.',
      'Lead three public nights at the harbour.',
      skyFrom,
    ),
    skyKey,
  );

  const pages = new Map<string, Answer>([
    ['/', simplePage('Harbour Repair Guild', 'Bring what is broken. We look at it together.')],
    ['/issuer', json({ '@context': 'https://www.w3.org/ns/credentials/v2', type: ['Profile'], ...ISSUER })],
    ['/keys/workshop', json(workshopKey.publicJwk)],
    ['/keys/sky', json(skyKey.publicJwk)],
    ['/.well-known/jwks.json', json({ keys: [workshopKey.publicJwk, skyKey.publicJwk] })],
  ]);
  for (const slug of ['bicycle-mechanic', 'repair-cafe-host', 'night-sky-guide']) {
    pages.set(`/art/${slug}.png`, picture(artPng(slug)));
  }

  const baked = (slug: string, jws: string) =>
    ({ kind: 'png', bytes: bakePng(artPng(slug), 'openbadgecredential', jws) }) as const;
  const domain = { kind: 'domain', value: 'guild.example' } as const;
  const claims = 'guild.example';
  return {
    sites: [{ host: 'guild.example', pages }],
    awards: [
      award({
        slug: 'bicycle-mechanic',
        name: 'Bicycle Mechanic',
        awarded: bicycleFrom,
        form: baked('bicycle-mechanic', bicycle),
        verdict: 'verified',
        withNotes: true,
        sealer: { kind: 'key' },
        claims,
        because:
          'the issuer is the did:key itself: unchanged since signing, but a key does not say who holds it',
      }),
      award({
        slug: 'repair-cafe-host',
        name: 'Repair Café Host',
        awarded: cafeFrom,
        form: baked('repair-cafe-host', cafe),
        verdict: 'verified',
        sealer: domain,
        claims,
        because: "ES256 with a key of the guild's own key set",
      }),
      award({
        slug: 'night-sky-guide',
        name: 'Night Sky Guide',
        awarded: skyFrom,
        form: baked('night-sky-guide', sky),
        verdict: 'verified',
        sealer: domain,
        claims,
        because: "RS256 with a key of the guild's own key set; its picture comes late to the page",
      }),
    ],
  };
}
