// Endorsements that a credential carries (OB 3.0 §B.1.8, facts 6.10): where they sit and what they may be about.
import { isNode, listOf, type Node, readId, termOf } from '../../credential';
import type { EndorsedNode, Findings } from '../context';
import { documentsIn } from '../extract';
import type { Check } from '../report';
import type { NestedDocument } from './index';

type Place = EndorsedNode['place'];

/** Every endorsement on the credential, its achievements and the profiles of those who stand behind it. */
export function endorsementsOf(credential: Node): NestedDocument[] {
  const subjects = listOf(credential.credentialSubject).filter(isNode);
  const achievements = subjects.flatMap((subject) => listOf(subject.achievement)).filter(isNode);
  const profiles = [
    ...listOf(credential.issuer),
    ...achievements.flatMap((achievement) => listOf(achievement.creator)),
    ...subjects.flatMap((subject) => listOf(subject.source)),
  ].filter(isNode);
  // On the credential: "about the credential, and the achievement and profiles in the credential".
  const all = [credential, ...subjects, ...achievements, ...profiles];
  const issuers = idsOf(listOf(credential.issuer));
  return [
    ...carriedBy(credential, 'badge', [...idsOf(all), ...issuers], issuers),
    ...achievements.flatMap((achievement) =>
      carriedBy(achievement, 'achievement', idsOf([achievement]), issuers),
    ),
    ...profiles.flatMap((profile) => carriedBy(profile, 'issuer', idsOf([profile]), issuers)),
  ];
}

/** On an award of 2.0, its class and its issuer's profile: embedded, signed, or linked by the issuer itself. */
export function endorsementsOfAward(carriers: readonly EndorsedNode[]): NestedDocument[] {
  const issuers = idsOf(carriers.filter(({ place }) => place === 'issuer').map(({ node }) => node));
  return carriers.flatMap(({ node, place }) =>
    documentsAmong(listOf(termOf(node, 'endorsement')), { place, endorsed: idsOf([node]), issuers }),
  );
}

function carriedBy(
  node: Node,
  place: Place,
  endorsed: readonly string[],
  issuers: readonly string[],
): NestedDocument[] {
  const carried = [...listOf(node.endorsement), ...listOf(node.endorsementJwt)];
  // An address would have to be asked, and who is asked is the endorser's choice: only what came along counts.
  return documentsAmong(carried, { place, endorsed, issuers }).filter(
    ({ document }) => document.form !== 'address',
  );
}

function documentsAmong(values: readonly unknown[], expected: Expected): NestedDocument[] {
  return values
    .flatMap((value) => documentsIn(value, JSON.stringify(value)))
    .map((document) => ({ document, notes: (findings: Findings) => notesOn(findings, expected) }));
}

interface Expected {
  place: Place;
  /** Ids that an endorsement in this place may name. */
  endorsed: readonly string[];
  issuers: readonly string[];
}

const FITTING: Readonly<Record<Place, string>> = {
  badge: 'endorsement-of-badge',
  achievement: 'endorsement-of-achievement',
  issuer: 'endorsement-of-issuer',
};

/** A good signature on a praise of something else is no praise of this badge. */
function notesOn({ badge }: Findings, { place, endorsed, issuers }: Expected): Check[] {
  if (badge === undefined) return [];
  const warning = (code: string): Check => ({ id: 'endorsement', outcome: 'warning', code });
  if (badge.kind !== 'endorsement') return [warning('endorsement-of-no-kind')];
  const fits = badge.achievementId !== undefined && endorsed.includes(badge.achievementId);
  const isOwn = badge.issuer.id !== undefined && issuers.includes(badge.issuer.id);
  return [
    fits ? { id: 'endorsement', outcome: 'passed', code: FITTING[place] } : warning('endorsement-of-other'),
    ...(isOwn ? [warning('endorsement-by-issuer')] : []),
  ];
}

function idsOf(nodes: readonly unknown[]): string[] {
  return nodes
    .map((node) => readId(isNode(node) ? termOf(node, 'id') : node))
    .filter((id) => id !== undefined);
}
