// Where people meet badges: pages with the markup of a professional profile, a README, a wallet, a course platform and
// a personal site, under the host names that decide how Laurel reads them. Nothing here leaves the machine: a browser
// started with `chromiumArgs` reaches every name on this server.
import { createHash } from 'node:crypto';
import { artPng, calendar, json, picture, RECIPIENT, type SampleAward } from './award';
import { buildGuild } from './guild';
import { escapeHtml, html } from './page-frame';
import { type Answer, type LoggedRequest, type Site, serveSites } from './server';
import { identityHash } from './signing';
import { buildUniversity } from './university';

export interface Places {
  log: LoggedRequest[];
  chromiumArgs: string[];
  close(): Promise<void>;
}

export const PLACES = {
  profile: 'https://www.linkedin.com/in/mara-lindqvist/',
  readme: 'https://github.com/mara-lindqvist/kelp',
  wallet: 'https://www.credly.com/users/mara-lindqvist/badges',
  course: 'https://moodle.college.example/badges/mybadges.php',
  personal: 'https://mara.example/',
} as const;

export async function servePlaces(options: { now?: Date } = {}): Promise<Places> {
  const now = options.now ?? new Date();
  const dates = calendar(now);
  const [university, guild] = [await buildUniversity(now, dates), await buildGuild(dates)];
  const awards = [...university.awards, ...guild.awards];
  const issuedOn = dates.text(dates.daysFromNow(-190));
  const log: LoggedRequest[] = [];
  const server = await serveSites(
    [
      ...university.sites,
      ...guild.sites,
      { host: 'www.linkedin.com', pages: new Map([['/in/mara-lindqvist/', html(profilePage())]]) },
      { host: 'media.licdn.com', pages: new Map([['*', logo]]) },
      ...readme(awards),
      ...wallet(issuedOn),
      course(issuedOn),
      personal(awards),
      { host: '*', pages: new Map<string, Answer>() },
    ],
    log,
  );
  return {
    log,
    chromiumArgs: [
      // The browser's own business stays out of the log.
      `--host-resolver-rules=MAP *.google.com ~NOTFOUND,MAP *.googleapis.com ~NOTFOUND,MAP * 127.0.0.1:${server.port}`,
      `--ignore-certificate-errors-spki-list=${server.keyPin}`,
    ],
    close: () => server.close(),
  };
}

/** Badges of the wallet, by the end of their address. */
const WALLET = [
  { id: uuid('data-storyteller'), slug: 'data-storyteller', name: 'Data Storyteller', revoked: false },
  { id: uuid('accessible-charts'), slug: 'accessible-charts', name: 'Accessible Charts', revoked: false },
  { id: uuid('coastal-navigation'), slug: 'coastal-navigation', name: 'Coastal Navigation', revoked: true },
] as const;

const COURSE = [
  { hash: hash('laboratory-safety'), slug: 'laboratory-safety', name: 'Laboratory Safety' },
  { hash: hash('first-aid-at-sea'), slug: 'first-aid-at-sea', name: 'First Aid at Sea' },
] as const;

/** Rows of "Licenses & certifications": the organisation's logo, and a link that goes through a warning page. */
function profilePage(): string {
  const row = (name: string, organisation: string, logo: string, target: string | undefined) => `
    <li class="row"><a class="logo" href="/company/${logo}/"><img src="https://media.licdn.com/dms/image/v2/${logo}/company-logo_100_100/0/1?e=1&amp;v=beta&amp;t=x" width="48" height="48" alt="${escapeHtml(organisation)} logo"></a>
      <div><strong>${escapeHtml(name)}</strong><span>${escapeHtml(organisation)}</span><span class="soft">Issued May 2026</span>
      ${target === undefined ? '' : `<a class="pill" href="${escapeHtml(throughWarning(target))}" target="_blank" aria-label="Show credential for ${escapeHtml(name)}"><span>Show credential</span></a>`}</div></li>`;
  return place(
    'Mara Lindqvist | Profile',
    `.top { height: 160px; background: #a9c6cc; border-radius: 10px 10px 0 0; }
     .card { background: #fff; border: 1px solid #ddd8cf; border-radius: 10px; max-width: 760px; margin: 0 auto 12px; padding: 0 0 16px; }
     .card > :not(.top) { margin-left: 24px; margin-right: 24px; }
     ul { list-style: none; padding: 0; margin: 0; } .row { display: flex; gap: 12px; padding: 14px 0; border-top: 1px solid #eee8df; }
     .row strong, .row span { display: block; } .row .pill { display: inline-block; margin-top: 8px; padding: 5px 14px; border: 1px solid #666; border-radius: 16px; color: #444; text-decoration: none; font-weight: 600; font-size: 14px; }
     @media (prefers-color-scheme: dark) { .card { background: #1d2226; border-color: #333; } .row { border-color: #333; } .row .pill { color: #ddd; } }`,
    `<section class="card"><div class="top"></div><h1>Mara Lindqvist</h1><p>Marine ecologist and data person · Gothenburg</p></section>
     <section class="card"><h2>Licenses &amp; certifications</h2><ul>
     ${row('Data Storyteller', 'Meridian Academy', 'meridian', `https://www.credly.com/badges/${WALLET[0].id}/linked_in_profile`)}
     ${row('Coastal Navigation', 'Skerry Sailing School', 'skerry', `https://www.credly.com/badges/${WALLET[2].id}/public_url`)}
     ${row('Laboratory Safety', 'Harbour College', 'harbour', `https://moodle.college.example/badges/badge.php?hash=${COURSE[0].hash}`)}
     ${row('Statistics with R', 'An online course', 'online', 'https://www.coursera.example/account/accomplishments/verify/ABCDEF')}
     ${row('Driving licence', 'City of Gothenburg', 'city', undefined)}
     </ul></section>`,
  );
}

function throughWarning(target: string): string {
  return `https://www.linkedin.com/safety/go/?url=${encodeURIComponent(target).replaceAll('.', '%2E')}&urlhash=AbCd&mt=x`;
}

/** A repository's front page: state shields, a badge kept in the repository, one through the picture proxy. */
function readme(awards: SampleAward[]): Site[] {
  const diving = pngOf(awards, 'scientific-diving');
  const host = pngOf(awards, 'repair-cafe-host');
  const far = 'https://university.example/badges/scientific-diving.png';
  const camo = `/${'0'.repeat(64)}/${Buffer.from(far).toString('hex')}`;
  const raw = '/mara-lindqvist/kelp/raw/main/docs/repair-cafe-host.png';
  const shield = (left: string) => `/badges/${left}.svg`;
  const page = place(
    'mara-lindqvist/kelp: Counting what lives under the water',
    `main { max-width: 860px; margin: 0 auto; padding: 24px; } article { border: 1px solid #d5dbe0; border-radius: 8px; padding: 24px 32px; }
     article img { vertical-align: middle; }`,
    `<main><p><strong>mara-lindqvist</strong> / kelp</p><article class="markdown-body">
     <h1>kelp</h1>
     <p>${['build', 'coverage', 'licence'].map((name) => `<a href="/mara-lindqvist/kelp/actions"><img src="${shield(name)}" alt="${name}" height="20"></a>`).join(' ')}</p>
     <p>Counts of kelp from five summers of diving, and the code that draws them.</p>
     <h2>Who we are</h2>
     <p>Mara, diver: <a href="https://camo.githubusercontent.com${camo}"><img src="https://camo.githubusercontent.com${camo}" data-canonical-src="${far}" width="120" alt="Scientific Diving"></a>
        <a href="https://www.credly.com/badges/${WALLET[0].id}"><img src="https://images.credly.com/images/${WALLET[0].id}/image.png" width="110" alt="Data Storyteller"></a>
        <img src="${raw}" width="120" alt="Repair Café Host"></p>
     <p>Badges above tell the state of the build; nobody earned them.</p></article></main>`,
  );
  const cached = (bytes: Uint8Array): Answer => ({
    ...picture(bytes),
    headers: { 'cache-control': 'max-age=3600' },
  });
  return [
    {
      host: 'github.com',
      pages: new Map<string, Answer>([
        ['/mara-lindqvist/kelp', html(page)],
        [raw, cached(host)],
        ...['build', 'coverage', 'licence'].map((name) => [shield(name), SHIELD] as [string, Answer]),
      ]),
    },
    { host: 'camo.githubusercontent.com', pages: new Map([[camo, cached(diving)]]) },
  ];
}

/** A wallet with the art of its badges, each inside the link to the award; drawn by a script, late. */
function wallet(issuedOn: string): Site[] {
  const cards = WALLET.map(
    ({ id, slug, name }) =>
      `<a class="card" href="/badges/${id}/public_url"><img src="https://images.credly.com/size/340x340/images/${uuid(`art ${slug}`)}/${slug}.png" width="160" height="160" alt=""><strong>${name}</strong><span>Meridian Academy</span></a>`,
  ).join('');
  const page = place(
    'Mara Lindqvist: badges',
    `main { max-width: 920px; margin: 0 auto; padding: 24px; } .cards { display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px; }
     .card { display: grid; justify-items: center; gap: 6px; padding: 24px 12px; border: 1px solid #dfe1e6; border-radius: 6px; color: inherit; text-decoration: none; }`,
    `<main><h1>Mara Lindqvist</h1><p>3 badges</p><div class="cards" id="cards"></div></main>
     <script>setTimeout(() => { document.getElementById('cards').innerHTML = ${JSON.stringify(cards)}; }, 300);</script>`,
  );
  const documents = new Map<string, Answer>();
  const origin = 'https://api.credly.com/v1/obi/v2';
  documents.set(
    '/v1/obi/v2/issuers/meridian',
    json(profile(`${origin}/issuers/meridian`, 'Meridian Academy')),
  );
  for (const { id, slug, name, revoked } of WALLET) {
    const assertion = `${origin}/badge_assertions/${id}`;
    documents.set(
      new URL(assertion).pathname,
      revoked
        ? json(
            { '@context': 'https://w3id.org/openbadges/v2', id: assertion, type: 'Assertion', revoked: true },
            410,
          )
        : json(hosted(assertion, `${origin}/badge_classes/${slug}`, issuedOn)),
    );
    documents.set(
      `/v1/obi/v2/badge_classes/${slug}`,
      json(badgeClass(`${origin}/badge_classes/${slug}`, name, `${origin}/issuers/meridian`)),
    );
    documents.set(`/v1/obi/v2/badge_classes/${slug}/image.png`, picture(artPng(slug)));
  }
  return [
    { host: 'www.credly.com', pages: new Map([['/users/mara-lindqvist/badges', html(page)]]) },
    {
      host: 'images.credly.com',
      pages: new Map<string, Answer>([
        [
          '*',
          ({ path }) =>
            picture(artPng(WALLET.find(({ slug }) => path.includes(slug))?.slug ?? WALLET[0].slug)),
        ],
      ]),
    },
    { host: 'api.credly.com', pages: documents },
  ];
}

/** "My badges" of a course platform: unbaked pictures, and links that carry all there is. */
function course(issuedOn: string): Site {
  const origin = 'https://moodle.college.example/badges';
  const items = COURSE.map(
    ({ hash: b, slug, name }) =>
      `<li><a href="${origin}/badge.php?hash=${b}" title="${name}"><img src="https://moodle.college.example/pluginfile.php/12/badges/badgeimage/${slug}/f3" width="100" height="100" alt=""><span class="badge-name">${name}</span></a></li>`,
  ).join('');
  const page = place(
    'My badges',
    `main { max-width: 860px; margin: 0 auto; padding: 24px; } ul.badges { list-style: none; padding: 0; display: flex; gap: 24px; }
     ul.badges a { display: grid; justify-items: center; width: 140px; text-align: center; }`,
    `<main><h1>My badges from Harbour College</h1><ul class="badges">${items}</ul>
     <h2>Badges of this course</h2><p><a href="/badges/view.php?type=2&amp;id=7"><img src="/pluginfile.php/12/badges/badgeimage/night-sky-guide/f3" width="60" height="60" alt=""> Night Sky Guide: not earned yet</a></p></main>`,
  );
  const documents: Answer = ({ query }) => {
    const one = COURSE.find((badge) => badge.hash === query.get('b'));
    if (one === undefined) return { status: 404, type: 'text/plain', body: 'Not found' };
    const id = `${origin}/assertion.php?b=${one.hash}&obversion=2`;
    return json(hosted(id, `${origin}/badge_json.php?id=${one.slug}`, issuedOn));
  };
  const classes: Answer = ({ query }) => {
    const one = COURSE.find(({ slug }) => slug === query.get('id'));
    if (one === undefined) return { status: 404, type: 'text/plain', body: 'Not found' };
    return json(
      badgeClass(
        `${origin}/badge_json.php?id=${one.slug}`,
        one.name,
        `${origin}/issuer_json.php?id=7`,
        `https://moodle.college.example/pluginfile.php/12/badges/badgeimage/${one.slug}/f3`,
      ),
    );
  };
  return {
    host: 'moodle.college.example',
    pages: new Map<string, Answer>([
      ['/badges/mybadges.php', html(page)],
      ['/badges/assertion.php', documents],
      ['/badges/badge_json.php', classes],
      ['/badges/issuer_json.php', json(profile(`${origin}/issuer_json.php?id=7`, 'Harbour College'))],
      [
        '*',
        ({ path }) => {
          const slug = path.split('/').at(-2);
          const known = [...COURSE.map((one) => one.slug), 'night-sky-guide'].find((one) => one === slug);
          return known ? picture(artPng(known)) : { status: 404, type: 'text/plain', body: 'Not found' };
        },
      ],
    ]),
  };
}

/** A site of one's own: a good badge, a changed one, one whose picture was shrunk, and a lookalike. */
function personal(awards: SampleAward[]): Site {
  const files: [string, Uint8Array][] = [
    ['diving', pngOf(awards, 'scientific-diving')],
    ['changed', pngOf(awards, 'ocean-modelling')],
    // As a blog's software leaves it: the same picture, without the badge that was in it.
    ['shrunk', artPng('first-aid-at-sea')],
    ['borrowed', artPng('repair-cafe-host')],
    ['sticker', artPng('machine-learning-master')],
  ];
  const page = place(
    'Mara Lindqvist',
    `main { max-width: 720px; margin: 0 auto; padding: 48px 24px; font-family: Georgia, serif; } figure { display: inline-grid; justify-items: center; margin: 0 18px 24px 0; }`,
    `<main><h1>Mara Lindqvist</h1><p>I count kelp and mend radios.</p><h2>What I learned</h2>
     <figure><img src="/uploads/diving.png" width="140" alt="Scientific Diving"><figcaption>Scientific Diving</figcaption></figure>
     <figure><img src="/uploads/changed.png" width="140" alt="Ocean Modelling"><figcaption>Ocean Modelling</figcaption></figure>
     <figure><a href="https://moodle.college.example/badges/badge.php?hash=${COURSE[1].hash}"><img src="/uploads/shrunk.png" width="140" alt="First aid"></a><figcaption>First aid</figcaption></figure>
     <figure><a href="https://www.credly.com/badges/${WALLET[1].id}"><img src="/uploads/borrowed.png" width="140" alt="Repair"></a><figcaption>Accessible Charts</figcaption></figure>
     <figure><img src="/uploads/sticker.png" width="140" alt="Machine learning"><figcaption>Machine learning</figcaption></figure></main>`,
  );
  return {
    host: 'mara.example',
    pages: new Map<string, Answer>([
      ['/', html(page)],
      ...files.map(
        ([name, bytes]) =>
          [`/uploads/${name}.png`, { ...picture(bytes), headers: { 'cache-control': 'max-age=3600' } }] as [
            string,
            Answer,
          ],
      ),
    ]),
  };
}

function hosted(id: string, badge: string, issuedOn: string) {
  const salt = 'seaweed';
  return {
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Assertion',
    id,
    recipient: { type: 'email', hashed: true, salt, identity: identityHash(RECIPIENT.email, salt) },
    badge,
    verification: { type: 'HostedBadge' },
    issuedOn,
  };
}

function badgeClass(id: string, name: string, issuer: string, image = `${id}/image.png`) {
  return {
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'BadgeClass',
    id,
    name,
    description: `What a holder of ${name} can do.`,
    image,
    criteria: { narrative: 'Show it in front of two people who can.' },
    issuer,
  };
}

function profile(id: string, name: string) {
  return {
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Profile',
    id,
    name,
    url: new URL(id).origin,
    email: `badges@${new URL(id).host}`,
  };
}

function pngOf(awards: SampleAward[], slug: string): Uint8Array {
  const form = awards.find((award) => award.slug === slug)?.form;
  if (form?.kind !== 'png') throw new Error(`no PNG of ${slug} among the sample badges`);
  return form.bytes;
}

function place(title: string, style: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
  :root { color-scheme: light dark; }
  body { margin: 0; padding: 24px 0; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#f4f2ee, #101416); color: light-dark(#1c1c1c, #e8e8e8); }
  .soft { opacity: 0.7; }
  ${style}
</style>
<body>${body}</body>
</html>`;
}

const logo: Answer = ({ path }) => ({
  type: 'image/svg+xml',
  body: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="4" fill="hsl(${(path.length * 47) % 360} 40% 40%)"/></svg>`,
});

const SHIELD: Answer = {
  type: 'image/svg+xml',
  body: '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><rect width="45" height="20" fill="#555"/><rect x="45" width="45" height="20" fill="#4c1"/></svg>',
};

function uuid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function hash(seed: string): string {
  return createHash('sha1').update(seed).digest('hex');
}
