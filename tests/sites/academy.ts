// academy.example: a course platform with hosted Open Badges 2.0. With it freebadges.example, which hosts a
// badge in the academy's name, and closed.example, an issuer that answers nobody.
import { createHash, randomUUID } from 'node:crypto';
import { artPng, award, type Calendar, json, picture, RECIPIENT, type SampleAward } from './award';
import { bakePng } from './bakery';
import { simplePage } from './page-frame';
import type { Answer, Site } from './server';
import { identityHash } from './signing';

const ACADEMY = 'https://academy.example';
const FREE = 'https://freebadges.example';
const CLOSED = 'https://closed.example';

interface Course {
  slug: string;
  name: string;
  description: string;
  criteria: string;
}

const COURSES = {
  storyteller: {
    slug: 'data-storyteller',
    name: 'Data Storyteller',
    description: 'Turns a data set into a story that a stranger understands and can check.',
    criteria: 'Publish three data stories, each reviewed by two peers and one reader from outside the field.',
  },
  charts: {
    slug: 'accessible-charts',
    name: 'Accessible Charts',
    description: 'Makes charts that work by eye, by ear and by touch.',
    criteria: 'Rebuild a published chart so that it passes the review of a screen reader user.',
  },
  firstAid: {
    slug: 'first-aid-at-sea',
    name: 'First Aid at Sea',
    description: 'Gives first aid on small boats, far from help. Good for three years.',
    criteria: 'Two days of practice on the water and a final drill.',
  },
  laboratory: {
    slug: 'laboratory-safety',
    name: 'Laboratory Safety',
    description: 'Works safely with solvents, pressure and cold.',
    criteria: 'Pass the written test and the walk-through.',
  },
} satisfies Record<string, Course>;

export function buildAcademy(dates: Calendar): { sites: Site[]; awards: SampleAward[] } {
  const pages = new Map<string, Answer>();
  const freePages = new Map<string, Answer>();
  pages.set('/', simplePage('Meridian Academy', 'Short courses for people who measure the world.'));
  pages.set('/issuer', json(profile(ACADEMY, 'Meridian Academy')));
  for (const course of Object.values(COURSES)) {
    pages.set(`/badges/${course.slug}`, json(badgeClass(ACADEMY, course)));
    pages.set(`/courses/${course.slug}`, simplePage(course.name, course.criteria));
    pages.set(`/art/${course.slug}.png`, picture(artPng(course.slug)));
  }

  const storyteller = hosted(COURSES.storyteller, dates.daysFromNow(-212));
  const charts = hosted(COURSES.charts, dates.daysFromNow(-64));
  const firstAid = hosted(COURSES.firstAid, dates.daysFromNow(-1140), { expires: dates.daysFromNow(-45) });
  const laboratory = hosted(COURSES.laboratory, dates.daysFromNow(-501), { embedded: true });
  for (const one of [storyteller, charts, firstAid]) pages.set(new URL(one.id).pathname, json(one.assertion));
  pages.set(
    new URL(laboratory.id).pathname,
    json(
      { id: laboratory.id, revoked: true, revocationReason: 'The final test was repeated by someone else.' },
      410,
    ),
  );

  const learning: Course = {
    slug: 'machine-learning-master',
    name: 'Machine Learning Master',
    description: 'Mastery of every method of machine learning.',
    criteria: 'Complete the course.',
  };
  // Hosted by freebadges.example, yet it names the academy's profile, which lists no such place.
  const machineLearning = hosted(learning, dates.daysFromNow(-30), { at: FREE, embedded: true });
  freePages.set('/', simplePage('Free Badges', 'Any badge you like.'));
  freePages.set(new URL(machineLearning.id).pathname, json(machineLearning.assertion));
  freePages.set(`/art/${learning.slug}.png`, picture(artPng(learning.slug)));

  const navigation: Course = {
    slug: 'coastal-navigation',
    name: 'Coastal Navigation',
    description: 'Finds the way along a coast by chart, compass and log.',
    criteria: 'Plan and sail a passage of forty miles.',
  };
  const coastal = hosted(navigation, dates.daysFromNow(-905), { at: CLOSED, issuer: CLOSED, embedded: true });

  const domain = { kind: 'domain', value: 'academy.example' } as const;
  const none = { kind: 'none' } as const;
  return {
    sites: [
      { host: 'academy.example', pages },
      { host: 'freebadges.example', pages: freePages },
      { host: 'closed.example', pages: new Map<string, Answer>([['*', 'hang-up']]) },
    ],
    awards: [
      award({
        ...shown(storyteller),
        verdict: 'verified',
        sealer: domain,
        claims: 'academy.example',
        because: 'the academy hosts the assertion, within its own places',
      }),
      award({
        ...shown(charts),
        form: { kind: 'link', url: charts.id },
        verdict: 'verified',
        sealer: domain,
        claims: 'academy.example',
        because: 'the link leads to an assertion that the academy hosts',
      }),
      award({
        ...shown(firstAid),
        verdict: 'expired',
        sealer: domain,
        claims: 'academy.example',
        because: 'hosted and genuine, but `expires` is 45 days ago',
      }),
      award({
        ...shown(laboratory),
        verdict: 'revoked',
        sealer: domain,
        claims: 'academy.example',
        because: "the assertion's own address answers 410 with `revoked`",
      }),
      award({
        ...shown(machineLearning),
        verdict: 'not-valid',
        sealer: none,
        claims: 'academy.example',
        because: "freebadges.example is not among the places of the academy's profile",
      }),
      award({
        ...shown(coastal),
        verdict: 'could-not-check',
        sealer: none,
        claims: 'closed.example',
        because: 'closed.example closes every connection',
      }),
    ],
  };
}

interface Hosted {
  course: Course;
  id: string;
  issuedOn: Date;
  assertion: object;
}

function shown({ course, issuedOn, assertion }: Hosted) {
  return {
    slug: course.slug,
    name: course.name,
    awarded: issuedOn,
    form: {
      kind: 'png',
      bytes: bakePng(artPng(course.slug), 'openbadges', JSON.stringify(assertion)),
    } as const,
  };
}

function hosted(
  course: Course,
  issuedOn: Date,
  options: { at?: string; issuer?: string; expires?: Date; embedded?: boolean } = {},
): Hosted {
  const at = options.at ?? ACADEMY;
  const issuer = options.issuer ?? ACADEMY;
  const id = `${at}/public/assertions/${assertionName(at, course)}`;
  const salt = 'driftwood';
  return {
    course,
    id,
    issuedOn,
    assertion: {
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'Assertion',
      id,
      recipient: { type: 'email', hashed: true, salt, identity: identityHash(RECIPIENT.email, salt) },
      // An embedded class without an address of its own is all there is of it.
      badge: options.embedded ? embeddedClass(at, issuer, course) : `${at}/badges/${course.slug}`,
      verification: { type: 'HostedBadge' },
      issuedOn: text(issuedOn),
      ...(options.expires ? { expires: text(options.expires) } : {}),
      evidence: [
        { type: 'Evidence', id: `https://portfolio.example/#${course.slug}`, name: 'Work in the portfolio' },
      ],
    },
  };
}

/** 22 characters, as the platform software gives them that most hosted badges come from. */
function assertionName(at: string, course: Course): string {
  return createHash('sha256').update(`${at} ${course.slug}`).digest('base64url').slice(0, 22);
}

function badgeClass(origin: string, course: Course) {
  return {
    '@context': 'https://w3id.org/openbadges/v2',
    id: `${origin}/badges/${course.slug}`,
    ...classBody(origin, origin, course),
  };
}

function embeddedClass(origin: string, issuer: string, course: Course) {
  return { id: `urn:uuid:${randomUUID()}`, ...classBody(origin, issuer, course) };
}

function classBody(origin: string, issuer: string, course: Course) {
  return {
    type: 'BadgeClass',
    name: course.name,
    description: course.description,
    image: `${origin}/art/${course.slug}.png`,
    criteria: { id: `${origin}/courses/${course.slug}`, narrative: course.criteria },
    issuer: `${issuer}/issuer`,
    tags: ['sea', 'data'],
  };
}

function profile(origin: string, name: string) {
  return {
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Profile',
    id: `${origin}/issuer`,
    name,
    url: origin,
    email: `badges@${new URL(origin).host}`,
  };
}

function text(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}
