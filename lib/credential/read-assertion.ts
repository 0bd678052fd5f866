// Open Badges 0.5 to 2.1: Assertion, BadgeClass and Profile in the shapes of their versions.
import { readAddress } from './address';
import type { Badge, BadgeVersion, Profile, RecipientIdentity } from './badge';
import { readInstant } from './instant';
import { isNode, listOf, type Node, nodeOf, termOf, typesOf } from './node';
import {
  identityOf,
  present,
  readAlignments,
  readCriteria,
  readEvidence,
  readIdentity,
  readImage,
  readProfile,
  readTags,
} from './parts';
import { readId, readName, readText } from './text';

export type AssertionVersion = Exclude<BadgeVersion, '3.0'>;

/**
 * Reads an award of Open Badges 0.5 to 2.1. `badgeClass` and `profile` are the fetched documents; what was not
 * fetched is taken from the copies embedded in the assertion, if any. Never throws; what is not as the
 * version says is left out.
 */
export function readAssertion(
  version: AssertionVersion,
  assertion: Node,
  badgeClass?: Node,
  profile?: Node,
): Badge {
  const awarded = badgeClass ?? nodeOf(assertion, 'badge') ?? {};
  const issuer = profile ?? nodeOf(awarded, 'issuer') ?? {};
  const base = version === '0.5' ? readAddress(issuer.origin) : undefined;
  const id = readId(termOf(assertion, 'id')) ?? readId(verificationOf(assertion)?.url);
  return {
    version,
    kind: typesOf(assertion).includes('Endorsement') ? 'endorsement' : 'badge',
    name: readName(termOf(awarded, 'name')) ?? '',
    issuer: version === '0.5' ? readOrigin(issuer) : readProfileOf(issuer, awarded),
    recipients: readRecipients(assertion),
    evidence: readEvidence(termOf(assertion, 'evidence'), base),
    alignments: readAlignments(termOf(awarded, 'alignment') ?? awarded.alignments),
    tags: readTags(termOf(awarded, 'tags')),
    results: [],
    links: linksOf(id),
    ...present({
      id,
      description: readText(termOf(awarded, 'description')),
      achievementId: readId(termOf(awarded, 'id')) ?? readId(termOf(assertion, 'badge')),
      criteria: readCriteria(termOf(awarded, 'criteria'), base),
      image: readImage(termOf(awarded, 'image'), base) ?? readImage(termOf(assertion, 'image'), base),
      awardedAt: readInstant(issuedOnOf(assertion)),
      validUntil: readInstant(termOf(assertion, 'expires')),
      narrative: readText(termOf(assertion, 'narrative')),
      language: readName(assertion['@language'] ?? awarded['@language']),
    }),
  };
}

/**
 * Which version's rules an assertion is to be read by. 2.1 shares 2.0's data; only its context tells it.
 * Without a known context the shape decides, as 0.5 and 1.0 had no context.
 */
export function assertionVersion(assertion: Node): AssertionVersion {
  const contexts = listOf(assertion['@context']).filter((context) => typeof context === 'string');
  if (contexts.some((context) => /\/ob\/v2p1/.test(context))) return '2.1';
  if (contexts.some((context) => /openbadges\/v2|openbadges\/2\.0|\/ob\/v2p|openbadges-v2/i.test(context)))
    return '2.0';
  if (contexts.some((context) => /openbadges\/v1|\/1\.1\/|openbadges-v1/i.test(context))) return '1.1';
  if (assertion['@context'] !== undefined) return '2.0';
  const badge = nodeOf(assertion, 'badge');
  if (badge !== undefined && nodeOf(badge, 'issuer') !== undefined) return '0.5';
  return verificationOf(assertion) === undefined && typeof assertion.recipient === 'string' ? '0.5' : '1.0';
}

/** The VerificationObject under either of its names, with `hosted` and `HostedBadge` as one word. */
export function verificationOf(
  node: Node,
): { kind?: 'hosted' | 'signed'; url?: string; node: Node } | undefined {
  const verification = nodeOf(node, 'verification');
  if (verification === undefined) return undefined;
  const types = typesOf(verification);
  const url = readAddress(termOf(verification, 'url'));
  const hosted = types.some((type) => type === 'hosted' || type === 'HostedBadge');
  const signed = types.some((type) => type === 'signed' || type === 'SignedBadge');
  const kind: { kind?: 'hosted' | 'signed' } = hosted ? { kind: 'hosted' } : signed ? { kind: 'signed' } : {};
  return { node: verification, ...kind, ...present({ url }) };
}

/** `issuedOn`, in 0.5 `issued_on`, as written. */
export function issuedOnOf(assertion: Node): unknown {
  return termOf(assertion, 'issuedOn') ?? assertion.issued_on;
}

/** 0.5: `origin`, `name`, `org`, `contact`. */
function readOrigin(issuer: Node): Profile {
  const names = [readName(issuer.name), readName(issuer.org)].filter((name) => name !== undefined);
  return readProfile({
    ...issuer,
    url: issuer.origin ?? issuer.url,
    email: issuer.contact ?? issuer.email,
    name: names.length > 0 ? names.join(': ') : undefined,
  });
}

function readProfileOf(issuer: Node, badgeClass: Node): Profile {
  const profile = readProfile(issuer);
  return profile.id === undefined
    ? { ...readProfile(readId(termOf(badgeClass, 'issuer'))), ...profile }
    : profile;
}

function readRecipients(assertion: Node): RecipientIdentity[] {
  const identities = listOf(termOf(assertion, 'recipient')).map((recipient) =>
    isNode(recipient) ? readIdentity(recipient) : identityOf('email', recipient, assertion.salt, undefined),
  );
  return identities.filter((identity) => identity !== undefined);
}

/** The page of an award on Credly has the same number as its assertion, which only shows JSON. */
function linksOf(id: string | undefined): string[] {
  const address = readAddress(id);
  if (address === undefined) return [];
  const credly = CREDLY_ASSERTION.exec(address);
  return credly === null ? [address] : [`https://www.credly.com/badges/${credly[1]}`, address];
}

const CREDLY_ASSERTION =
  /^https:\/\/(?:www\.credly\.com\/api|api\.credly\.com)\/v1\/obi\/v2\/badge_assertions\/([0-9a-f-]{36})$/i;
