// Which of the ways of verifying a document belongs to (facts of version detection, 3.0 first).
import { asList, isJsonObject, type JsonObject, stringsOf } from './parse-json';

/** `credential`: a Verifiable Credential, Open Badges 3.0. `assertion`: 0.5 to 2.1. */
export type DocumentKind = 'credential' | 'assertion' | 'presentation' | 'other';

const CREDENTIAL_TYPES: ReadonlySet<string> = new Set([
  'VerifiableCredential',
  'OpenBadgeCredential',
  'AchievementCredential',
  'EndorsementCredential',
  'ClrCredential',
]);

export function documentKind(document: JsonObject): DocumentKind {
  const types = stringsOf(document.type ?? document['@type']);
  if (types.includes('VerifiablePresentation')) return 'presentation';
  if (types.some((type) => CREDENTIAL_TYPES.has(type)) || 'credentialSubject' in document)
    return 'credential';
  return looksLikeAssertion(document, types) ? 'assertion' : 'other';
}

/** An award of 0.5 to 2.1 names its badge and who has it, or is at least called an Assertion or an Endorsement. */
function looksLikeAssertion(document: JsonObject, types: string[]): boolean {
  if (types.some((type) => /(?:^|[#:/])(?:Assertion|Endorsement)$/.test(type))) return true;
  const contexts = stringsOf(asList(document['@context']));
  const ofOpenBadges = contexts.some((context) => /openbadges|\/spec\/ob\/|openbadgespec/i.test(context));
  const hasBadge = document.badge !== undefined;
  const isAwarded = ['recipient', 'verify', 'verification', 'uid'].some(
    (name) => document[name] !== undefined,
  );
  return hasBadge && (isAwarded || ofOpenBadges || isJsonObject(document.badge));
}
