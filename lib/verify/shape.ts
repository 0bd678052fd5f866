// What a 3.0 badge must say to be one at all, and what it should say (OB 3.0 §B, as digested for verifiers).
import type { Badge } from '../credential';
import { readDateTime, readUntil } from './dates';
import { CREDENTIALS_V1, CREDENTIALS_V2 } from './jsonld/contexts';
import { asList, isJsonObject, type JsonObject, stringsOf } from './parse-json';
import type { Check } from './report';

const KINDS: ReadonlyMap<string, Badge['kind']> = new Map([
  ['OpenBadgeCredential', 'badge'],
  ['AchievementCredential', 'badge'],
  ['EndorsementCredential', 'endorsement'],
  ['ClrCredential', 'clr'],
]);

/**
 * Failed checks are essential: issuer, subject, achievement, dates. A credential that is no badge at all is
 * unknown. Everything else is a warning. Takes only what was signed.
 */
export function checkShape(credential: JsonObject): Check[] {
  const types = stringsOf(credential.type);
  const kind = types.map((type) => KINDS.get(type)).find((known) => known !== undefined);
  if (kind === undefined && subjectOf(credential)?.achievement === undefined) {
    const name = types.find((type) => type !== 'VerifiableCredential') ?? 'VerifiableCredential';
    return [{ id: 'shape', outcome: 'unknown', code: 'not-a-badge', params: { name: name.slice(0, 80) } }];
  }
  const missing = essentials(credential, kind ?? 'badge');
  const essential: Check[] = [
    ...(missing.length > 0 ? [shapeCheck('failed', 'shape-missing', missing)] : []),
    ...dateProblems(credential),
  ];
  return [
    ...(essential.length > 0 ? essential : [shapeCheck('passed', 'shape-complete')]),
    ...shortcomings(credential, kind),
  ];
}

/** The first subject that was awarded something, else the first. */
export function subjectOf(credential: JsonObject): JsonObject | undefined {
  const subjects = asList(credential.credentialSubject).filter(isJsonObject);
  return subjects.find((subject) => subject.achievement !== undefined) ?? subjects[0];
}

function essentials(credential: JsonObject, kind: Badge['kind']): string[] {
  const types = stringsOf(credential.type);
  const subject = subjectOf(credential);
  const issuers = asList(credential.issuer);
  const [issuer] = issuers;
  const issuerId = isJsonObject(issuer) ? issuer.id : issuer;
  const achievements = asList(subject?.achievement);
  const lacks: [string, boolean][] = [
    ['type', !types.includes('VerifiableCredential') || !types.some((type) => KINDS.has(type))],
    ['issuer', issuers.length !== 1 || typeof issuerId !== 'string' || issuerId === ''],
    ['credentialSubject', subject === undefined],
    ['achievement', kind === 'badge' && !isJsonObject(achievements[0])],
    ['credentialSubject.id', kind === 'endorsement' && typeof subject?.id !== 'string'],
    ['validFrom', (credential.validFrom ?? credential.issuanceDate) === undefined],
  ];
  return lacks.flatMap(([field, isLacking]) => (isLacking ? [field] : []));
}

function dateProblems(credential: JsonObject): Check[] {
  const fields = ['validFrom', 'issuanceDate', 'validUntil', 'expirationDate'];
  return fields.flatMap((field): Check[] => {
    const value = credential[field];
    if (value === undefined) return [];
    const instant =
      field.endsWith('From') || field === 'issuanceDate' ? readDateTime(value) : readUntil(value);
    if (instant === undefined)
      return [{ id: 'dates', outcome: 'failed', code: 'date-unreadable', params: { field } }];
    return instant.zoned
      ? []
      : [{ id: 'dates', outcome: 'warning', code: 'date-without-zone', params: { field } }];
  });
}

/** Misses that leave a badge a badge. */
function shortcomings(credential: JsonObject, kind: Badge['kind'] | undefined): Check[] {
  const subject = subjectOf(credential) ?? {};
  const [achievement] = asList(subject.achievement);
  const [issuer] = asList(credential.issuer);
  const [model] = asList(credential['@context']);
  const incomplete: [string, boolean][] = [
    ['id', typeof credential.id !== 'string'],
    ['@context', model !== CREDENTIALS_V1 && model !== CREDENTIALS_V2],
    ['issuer.name', isJsonObject(issuer) && issuer.name === undefined],
    [
      'credentialSubject.id',
      kind === 'badge' && subject.id === undefined && asList(subject.identifier).length === 0,
    ],
    ...(kind === 'badge' && isJsonObject(achievement)
      ? ['id', 'name', 'description', 'criteria'].map((field): [string, boolean] => [
          `achievement.${field}`,
          achievement[field] === undefined,
        ])
      : []),
  ];
  const fields = incomplete.flatMap(([field, isIncomplete]) => (isIncomplete ? [field] : []));
  return fields.length > 0 ? [shapeCheck('warning', 'shape-incomplete', fields)] : [];
}

function shapeCheck(outcome: Check['outcome'], code: string, fields: string[] = []): Check {
  return {
    id: 'shape',
    outcome,
    code,
    ...(fields.length > 0 ? { params: { fields: fields.join(', ') } } : {}),
  };
}
