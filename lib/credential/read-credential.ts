// Open Badges 3.0: achievement, endorsement and CLR credentials under either version of the W3C data model.
import { readAddress } from './address';
import type {
  Association,
  Badge,
  NamedAchievement,
  Profile,
  RecipientIdentity,
  RelatedAchievement,
  Result,
  RubricLevel,
} from './badge';
import { readInstant } from './instant';
import { isNode, listOf, localName, type Node, nodeOf, termOf, typesOf } from './node';
import {
  present,
  readAlignments,
  readCriteria,
  readEvidence,
  readIdentity,
  readImage,
  readOtherIdentifiers,
  readProfile,
  readTags,
  unlessEmpty,
} from './parts';
import { MAX_LIST_ITEMS, plainValue, readId, readName, readText } from './text';

/**
 * Reads a credential of Open Badges 3.0 or CLR 2.0, compacted to the bundled contexts (OB 3.0 §B.1). The
 * caller gives only what was signed. Never throws; what is not as the data model says is left out.
 */
export function readCredential(credential: Record<string, unknown>): Badge {
  const kind = kindOf(credential);
  const subject = subjectOf(credential);
  const achievement = (kind === 'badge' && nodeOf(subject, 'achievement')) || {};
  const id = readId(termOf(credential, 'id'));
  // Issuers mix the terms of both data models; where both stand, the narrower span of time counts.
  const validFrom = instants(credential, 'validFrom', 'issuanceDate').at(-1);
  const validUntil = instants(credential, 'validUntil', 'expirationDate').at(0);
  const link = readAddress(id);
  return {
    version: '3.0',
    kind,
    // The credential's own name is for wallets (OB 3.0 §B.1.1): the achievement's is the badge's.
    name: readName(termOf(achievement, 'name')) ?? readName(termOf(credential, 'name')) ?? '',
    issuer: readProfile(termOf(credential, 'issuer')),
    recipients: kind === 'endorsement' ? [] : readRecipients(subject),
    evidence: readEvidence([...listOf(credential.evidence), ...listOf(subject.evidence)]),
    alignments: readAlignments(termOf(achievement, 'alignment')),
    tags: readTags(achievement.tag ?? termOf(achievement, 'tags')),
    results: readResults(subject, achievement),
    links: link === undefined ? [] : [link],
    ...present({
      id,
      description:
        readText(termOf(achievement, 'description')) ?? readText(termOf(credential, 'description')),
      achievementId: readId(termOf(kind === 'endorsement' ? subject : achievement, 'id')),
      achievementType: readName(achievement.achievementType),
      criteria: readCriteria(termOf(achievement, 'criteria')),
      image:
        readImage(termOf(achievement, 'image')) ??
        readImage(termOf(credential, 'image')) ??
        readImage(termOf(subject, 'image')),
      awardedAt: readInstant(credential.awardedDate) ?? validFrom,
      validFrom,
      validUntil,
      narrative: readText(kind === 'endorsement' ? subject.endorsementComment : termOf(subject, 'narrative')),
      creditsEarned: readNumber(subject.creditsEarned),
      licenseNumber: readName(subject.licenseNumber),
      role: readName(subject.role),
      term: readName(subject.term),
      language: readName(achievement.inLanguage),
      ...readMore(credential, subject, achievement),
    }),
  };
}

/** What only 3.0 and CLR 2.0 have words for. */
function readMore(credential: Node, subject: Node, achievement: Node) {
  const issuerId = readProfile(termOf(credential, 'issuer')).id;
  const creator = readOther(achievement.creator);
  const isClr = kindOf(credential) === 'clr';
  return {
    creator: creator?.id !== undefined && creator.id === issuerId ? undefined : creator,
    source: readOther(subject.source),
    creditsAvailable: readNumber(achievement.creditsAvailable),
    fieldOfStudy: readName(achievement.fieldOfStudy),
    specialization: readName(achievement.specialization),
    humanCode: readName(achievement.humanCode),
    edition: readName(achievement.version),
    activityStart: readInstant(subject.activityStartDate),
    activityEnd: readInstant(subject.activityEndDate),
    related: unlessEmpty(readRelated(achievement.related)),
    otherIdentifiers: unlessEmpty(readOtherIdentifiers(achievement.otherIdentifier)),
    terms: unlessEmpty(readTerms(credential.termsOfUse)),
    refreshAddress: readRefreshAddress(credential.refreshService),
    associations: isClr ? unlessEmpty(readAssociations(subject.association)) : undefined,
    achievements: isClr ? unlessEmpty(readAchievements(subject.achievement)) : undefined,
    partial: isClr && typeof credential.partial === 'boolean' ? credential.partial : undefined,
  };
}

/** A profile that says nothing at all is none. */
function readOther(value: unknown): Profile | undefined {
  const profile = readProfile(value);
  return Object.keys(profile).length > 0 ? profile : undefined;
}

function readRelated(value: unknown): RelatedAchievement[] {
  return boundedNodes(value).flatMap((related) => {
    const id = readId(termOf(related, 'id'));
    if (id === undefined) return [];
    return [
      { id, ...present({ edition: readName(related.version), language: readName(related.inLanguage) }) },
    ];
  });
}

function readTerms(value: unknown): string[] {
  return listOf(value)
    .slice(0, MAX_LIST_ITEMS)
    .map((terms) => (isNode(terms) ? (readId(termOf(terms, 'id')) ?? typesOf(terms)[0]) : readId(terms)))
    .filter((terms) => terms !== undefined);
}

/** 1EdTechCredentialRefresh (VCCR 1.0): the newer edition stands at the service's id. */
function readRefreshAddress(value: unknown): string | undefined {
  const service = boundedNodes(value).find((one) => typesOf(one).includes('1EdTechCredentialRefresh'));
  return service === undefined ? undefined : readAddress(termOf(service, 'id'));
}

function readAssociations(value: unknown): Association[] {
  return boundedNodes(value).flatMap((association) => {
    const type = readName(association.associationType);
    const [sourceId, targetId] = [readReference(association.sourceId), readReference(association.targetId)];
    return type === undefined || sourceId === undefined || targetId === undefined
      ? []
      : [{ type: localName(type), sourceId, targetId }];
  });
}

function readAchievements(value: unknown): NamedAchievement[] {
  return boundedNodes(value).flatMap((achievement) => {
    const name = readName(termOf(achievement, 'name'));
    if (name === undefined) return [];
    const optional = {
      id: readId(termOf(achievement, 'id')),
      type: readName(achievement.achievementType),
    };
    return [{ name, ...present(optional) }];
  });
}

/** In signed statements a reference is the thing itself where that is described too. */
function readReference(value: unknown): string | undefined {
  const [target] = listOf(value);
  return readId(isNode(target) ? termOf(target, 'id') : target);
}

function boundedNodes(value: unknown): Node[] {
  return listOf(value).slice(0, MAX_LIST_ITEMS).filter(isNode);
}

const KINDS: ReadonlyMap<string, Badge['kind']> = new Map([
  ['ClrCredential', 'clr'],
  ['OpenBadgeCredential', 'badge'],
  ['AchievementCredential', 'badge'],
  ['EndorsementCredential', 'endorsement'],
]);

/**
 * What the credential calls itself; the subject's type decides where the credential's says nothing. In signed
 * statements the endorsed thing is an EndorsementSubject itself, so that the word alone does not make it one.
 */
function kindOf(credential: Node): Badge['kind'] {
  const named = typesOf(credential).map((type) => KINDS.get(type));
  const own = [...KINDS.values()].find((kind) => named.includes(kind));
  if (own !== undefined) return own;
  const types = listOf(credential.credentialSubject).filter(isNode).flatMap(typesOf);
  if (types.includes('ClrSubject')) return 'clr';
  return types.includes('EndorsementSubject') && !types.includes('AchievementSubject')
    ? 'endorsement'
    : 'badge';
}

/** The data model allows several subjects; the one that was awarded something counts. */
function subjectOf(credential: Node): Node {
  const subjects = listOf(credential.credentialSubject).filter(isNode);
  return subjects.find((subject) => nodeOf(subject, 'achievement') !== undefined) ?? subjects[0] ?? {};
}

/** Earliest first. */
function instants(credential: Node, ...terms: string[]): string[] {
  return terms
    .map((term) => readInstant(credential[term]))
    .filter((instant) => instant !== undefined)
    .sort((left, right) => Date.parse(left) - Date.parse(right));
}

function readRecipients(subject: Node): RecipientIdentity[] {
  const recipients: RecipientIdentity[] = [];
  const id = readId(termOf(subject, 'id'));
  if (id !== undefined) recipients.push({ type: 'id', value: id });
  const mailbox = id === undefined ? undefined : /^mailto:([^?]+)/i.exec(id)?.[1];
  if (mailbox !== undefined) recipients.push({ type: 'email', value: mailbox });
  for (const identifier of listOf(subject.identifier).slice(0, MAX_LIST_ITEMS).filter(isNode)) {
    const identity = readIdentity(identifier);
    if (identity !== undefined) recipients.push(identity);
  }
  // Not in the specification and yet common: the issuer's word for who the person is.
  const name = readName(termOf(subject, 'name'));
  if (name !== undefined) recipients.push({ type: 'name', value: name });
  return recipients;
}

/** Names and levels of results stand in the achievement's descriptions, linked by id. */
function readResults(subject: Node, achievement: Node): Result[] {
  const descriptions = listOf(achievement.resultDescription).slice(0, MAX_LIST_ITEMS).filter(isNode);
  // Issuers link a level of one description from a result of another; ids tell them apart anyway.
  const levels = descriptions
    .flatMap((one) => listOf(one.rubricCriterionLevel).slice(0, MAX_LIST_ITEMS))
    .slice(0, MAX_LIST_ITEMS)
    .filter(isNode);
  return listOf(subject.result)
    .slice(0, MAX_LIST_ITEMS)
    .filter(isNode)
    .flatMap((result) => {
      const description = descriptions.find((one) => sameReference(one, result.resultDescription));
      const level = levels.find((one) => sameReference(one, result.achievedLevel));
      const read: Result = present({
        name: description === undefined ? undefined : readName(termOf(description, 'name')),
        value: readName(result.value) ?? (level === undefined ? undefined : readName(termOf(level, 'name'))),
        status: localNameOf(result.status),
        ...readScale(description, levels),
        levels: unlessEmpty(readRubric(description, result.achievedLevel)),
        alignments: unlessEmpty(readAlignments(termOf(result, 'alignment'))),
      });
      return Object.keys(read).length > 0 ? [read] : [];
    });
}

/** What the result is measured by. */
function readScale(description: Node | undefined, levels: readonly Node[]) {
  if (description === undefined) return {};
  const level = levels.find((one) => sameReference(one, description.requiredLevel));
  const allowed = listOf(description.allowedValue).slice(0, MAX_LIST_ITEMS).map(readName);
  return {
    type: localNameOf(description.resultType),
    allowed: unlessEmpty(allowed.filter((value) => value !== undefined)),
    min: readName(description.valueMin),
    max: readName(description.valueMax),
    required:
      readName(description.requiredValue) ??
      (level === undefined ? undefined : readName(termOf(level, 'name'))),
  };
}

function readRubric(description: Node | undefined, achievedLevel: unknown): RubricLevel[] {
  return boundedNodes(description?.rubricCriterionLevel).flatMap((level) => {
    const name = readName(termOf(level, 'name')) ?? readName(level.level);
    if (name === undefined) return [];
    const said = present({
      description: readText(termOf(level, 'description')),
      points: readName(level.points),
    });
    return [{ name, ...said, reached: sameReference(level, achievedLevel) }];
  });
}

/** Words of the vocabulary stand as IRIs in signed statements. */
function localNameOf(value: unknown): string | undefined {
  const name = readName(value);
  return name === undefined ? undefined : localName(name);
}

function sameReference(node: Node, reference: unknown): boolean {
  const id = readId(termOf(node, 'id'));
  return id !== undefined && id === readReference(reference);
}

function readNumber(value: unknown): number | undefined {
  const plain = plainValue(value);
  const number = typeof plain === 'string' && plain.trim() !== '' ? Number(plain) : plain;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
