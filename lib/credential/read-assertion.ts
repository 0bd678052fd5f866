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
  if (isEndorsement(assertion)) return readEndorsement(version, assertion, profile);
  const awarded = badgeClass ?? nodeOf(assertion, 'badge') ?? {};
  const issuer = profile ?? nodeOf(awarded, 'issuer') ?? {};
  const hasOrigin = isNode(issuer) && issuer.origin !== undefined && !version.startsWith('2');
  const base = hasOrigin ? readAddress(issuer.origin) : placeOf(version, awarded);
  const id = readId(termOf(assertion, 'id')) ?? placeOrNumber(assertion);
  return {
    version,
    kind: 'badge',
    name: readName(termOf(awarded, 'name')) ?? '',
    issuer: hasOrigin ? readOrigin(issuer) : readProfileOf(issuer, awarded),
    recipients: readRecipients(assertion),
    evidence: readEvidence(termOf(assertion, 'evidence'), hasOrigin ? base : placeOf(version, assertion)),
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
      awardImage:
        termOf(awarded, 'image') === undefined ? undefined : readImage(termOf(assertion, 'image'), base),
      awardedAt: readInstant(issuedOnOf(assertion)),
      validUntil: readInstant(termOf(assertion, 'expires')),
      narrative: readText(termOf(assertion, 'narrative')),
      language: readName(assertion['@language'] ?? awarded['@language']),
    }),
  };
}

/** OB 2.0 Endorsement: what somebody says of a badge, a class or a profile. `profile` is the endorser's. */
function readEndorsement(version: AssertionVersion, endorsement: Node, profile?: Node): Badge {
  const claim = nodeOf(endorsement, 'claim') ?? {};
  const id = readId(termOf(endorsement, 'id'));
  return {
    version,
    kind: 'endorsement',
    name: readName(termOf(endorsement, 'name')) ?? '',
    issuer: readProfileOf(profile ?? nodeOf(endorsement, 'issuer') ?? {}, endorsement),
    recipients: [],
    evidence: [],
    alignments: [],
    tags: [],
    results: [],
    links: linksOf(id),
    ...present({
      id,
      achievementId: readId(termOf(claim, 'id')),
      awardedAt: readInstant(issuedOnOf(endorsement)),
      validUntil: readInstant(termOf(endorsement, 'expires')),
      narrative: readText(termOf(claim, 'endorsementComment')),
    }),
  };
}

/** Before 1.1: where a hosted award is. Of a signed one the address is its key's, which other awards share. */
function placeOrNumber(assertion: Node): string | undefined {
  const verification = verificationOf(assertion);
  return verification?.kind === 'signed' ? readId(termOf(assertion, 'uid')) : readId(verification?.url);
}

/** An endorsement claims something of somebody else's; an award names its badge. */
export function isEndorsement(node: Node): boolean {
  return typesOf(node).includes('Endorsement') && termOf(node, 'badge') === undefined;
}

/** 1.x documents may name what lies beside them; since 2.0 addresses are whole. */
function placeOf(version: AssertionVersion, node: Node): string | undefined {
  return version.startsWith('1') ? readAddress(termOf(node, 'id')) : undefined;
}

/**
 * Which version's rules an assertion is to be read by (facts of version detection). Every entry of its context
 * counts, a list of them too. 2.1 shares 2.0's data; only its context tells it. 0.5 and 1.0 had no context:
 * there a recipient that is a plain string is 0.5's.
 */
export function assertionVersion(assertion: Node): AssertionVersion {
  const contexts = listOf(assertion['@context']).filter((context) => typeof context === 'string');
  const known = CONTEXT_VERSIONS.find(([pattern]) => contexts.some((context) => pattern.test(context)));
  if (known !== undefined) return known[1];
  if (assertion['@context'] !== undefined) return '2.0';
  return typeof termOf(assertion, 'recipient') === 'string' ? '0.5' : '1.0';
}

const CONTEXT_VERSIONS: readonly (readonly [RegExp, AssertionVersion])[] = [
  [/\/ob\/v2p1/, '2.1'],
  [/openbadges(?:pec\.org)?\/(?:v2|2\.0)|\/ob\/v2p|openbadges-v2/i, '2.0'],
  [/openbadges(?:pec\.org)?\/(?:v1|1\.1)|standard\.openbadges\.org\/1\.1|\/1\.1\/|openbadges-v1/i, '1.1'],
];

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
