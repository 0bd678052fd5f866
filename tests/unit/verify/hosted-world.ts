// A small web for hosted badges: address -> answer, as a fetch that knows nothing else.
import { createContext } from '../../../lib/verify/context';
import { verifyHosted } from '../../../lib/verify/hosted';
import type { VerifyEnvironment } from '../../../lib/verify/report';

export interface Answer {
  status?: number;
  body: unknown;
  type?: string;
  /** Where redirects ended. */
  endsAt?: string;
}
export type World = Record<string, Answer>;

export const ACADEMY = 'https://academy.example';
export const NOW = new Date('2026-11-23T12:00:00Z');

export const assertion = {
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'Assertion',
  id: `${ACADEMY}/awards/1`,
  recipient: { type: 'email', hashed: false, identity: 'ana@example.org' },
  badge: `${ACADEMY}/classes/robots`,
  verification: { type: 'HostedBadge' },
  issuedOn: '2025-03-01T10:00:00Z',
};
export const badgeClass = {
  type: 'BadgeClass',
  id: `${ACADEMY}/classes/robots`,
  name: 'Robots',
  description: 'Builds robots.',
  image: `${ACADEMY}/robots.png`,
  criteria: { narrative: 'Build one.' },
  issuer: `${ACADEMY}/issuer`,
};
export const profile = {
  type: 'Profile',
  id: `${ACADEMY}/issuer`,
  name: 'Academy',
  url: ACADEMY,
  email: 'badges@academy.example',
};

export function academyWorld(
  changes: { assertion?: object; badgeClass?: object; profile?: object } = {},
): World {
  return {
    [assertion.id]: { body: { ...assertion, ...changes.assertion } },
    [badgeClass.id]: { body: { ...badgeClass, ...changes.badgeClass } },
    [profile.id]: { body: { ...profile, ...changes.profile } },
  };
}

/** Verifies the address `of`, or the document in hand, in a world. */
export async function verifyIn(
  world: World,
  of: string | Record<string, unknown> = assertion.id,
  more: Pick<VerifyEnvironment, 'fitsSchema'> = {},
) {
  const asked: string[] = [];
  const context = createContext({ fetch: replay(world, asked), now: NOW, ...more });
  const findings =
    typeof of === 'string'
      ? await verifyHosted({ form: 'address', text: of }, undefined, context)
      : await verifyHosted({ form: 'json', text: JSON.stringify(of) }, of, context);
  const codes = context.checks.map(({ outcome, code }) => `${outcome} ${code}`);
  return { ...findings, checks: context.checks, codes, asked };
}

export function replay(world: World, asked: string[] = []): typeof fetch {
  return async (input) => {
    const url = String(input);
    asked.push(url);
    const answer = world[url];
    // What the guarded fetch rejects with when a host does not answer.
    if (answer === undefined)
      throw Object.assign(new Error('no answer'), { reason: 'host', host: new URL(url).host });
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    const response = new Response(text, {
      status: answer.status ?? 200,
      headers: { 'content-type': answer.type ?? 'application/ld+json' },
    });
    Object.defineProperty(response, 'url', { value: answer.endsAt ?? url });
    return response;
  };
}
