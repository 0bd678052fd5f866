import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import type {
  Alignment,
  Badge,
  Evidence,
  OtherIdentifier,
  Profile,
  Result,
  RubricLevel,
} from '../../lib/credential';
import { dateInWords, wordsLocale } from '../dates';
import { validityInWords } from '../sentences';
import { UntrustedMarkdown } from './untrusted-markdown';
import { hostOf, webAddress } from './web-address';

/** Everything that the badge says of itself, as text. `proven`: something was found to stand behind the words. */
export function WhatItSays({ badge, proven }: { badge: Badge; proven: boolean }) {
  return (
    <section class="part" aria-labelledby="says">
      <h3 id="says">{i18n.t(proven ? 'backpack.detail.says' : 'backpack.detail.claims')}</h3>
      {!proven && <p class="soft small">{i18n.t('backpack.detail.claimsText')}</p>}
      {badge.description && <UntrustedMarkdown text={badge.description} />}
      <Criteria badge={badge} />
      {badge.narrative && (
        <Block title={i18n.t('backpack.detail.narrative')}>
          <UntrustedMarkdown text={badge.narrative} />
        </Block>
      )}
      <Skills alignments={badge.alignments} />
      <Results badge={badge} />
      <EvidenceList evidence={badge.evidence} />
      <Tags tags={badge.tags} />
      <Contents badge={badge} />
      <Particulars badge={badge} proven={proven} />
      <Related badge={badge} />
      <Links addresses={badge.links} />
      <IssuerSays issuer={badge.issuer} />
    </section>
  );
}

function Block({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="block">
      <h4>{title}</h4>
      {children}
    </div>
  );
}

function Criteria({ badge: { criteria } }: { badge: Badge }) {
  if (!criteria?.narrative && !criteria?.url) return null;
  return (
    <Block title={i18n.t('backpack.detail.criteria')}>
      {criteria.narrative && <UntrustedMarkdown text={criteria.narrative} />}
      {criteria.url && (
        <p>
          <WebLink address={criteria.url}>
            {i18n.t('backpack.detail.criteriaLink', { host: hostOf(criteria.url) })}
          </WebLink>
        </p>
      )}
    </Block>
  );
}

function Skills({ alignments }: { alignments: readonly Alignment[] }) {
  if (alignments.length === 0) return null;
  return (
    <Block title={i18n.t('backpack.detail.skills')}>
      <ul class="plain cards">
        {alignments.map((alignment, at) => (
          <li key={at} class="theirs">
            <WebLink address={alignment.url}>{alignment.name}</WebLink>
            <span class="soft small">
              {[alignment.framework, alignment.code].filter(Boolean).map((part) => ` · ${part}`)}
            </span>
            {alignment.url && webAddress(alignment.url) && (
              <p class="soft small">
                {i18n.t('backpack.detail.skillLeads', { host: hostOf(alignment.url) })}
              </p>
            )}
            {alignment.description && <p class="soft small">{alignment.description}</p>}
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Results({ badge: { results } }: { badge: Badge }) {
  if (results.length === 0) return null;
  return (
    <Block title={i18n.t('backpack.detail.results')}>
      <ul class="plain cards">
        {results.map((result, at) => (
          <li key={at} class="theirs">
            {result.name && <span class="soft">{result.name}: </span>}
            <strong>
              {[result.value, result.status && statusInWords(result.status)].filter(Boolean).join(', ')}
            </strong>
            <Scale result={result} />
            <Rubric levels={result.levels ?? []} />
          </li>
        ))}
      </ul>
    </Block>
  );
}

/** OB 3.0 ResultStatusType; what else is met is shown as it stands. */
const STATUSES = {
  Completed: 'completed',
  Enrolled: 'enrolled',
  Failed: 'failed',
  InProgress: 'inProgress',
  OnHold: 'onHold',
  Provisional: 'provisional',
  Withdrew: 'withdrew',
} as const;

function statusInWords(status: string): string {
  const key = Object.hasOwn(STATUSES, status) ? STATUSES[status as keyof typeof STATUSES] : undefined;
  return key === undefined ? status : i18n.t(`backpack.detail.resultStatus.${key}`);
}

/** What the value is worth: out of what, and what was needed. */
function Scale({ result: { min, max, allowed, required } }: { result: Result }) {
  const lines = [
    ...(min !== undefined && max !== undefined
      ? [i18n.t('backpack.detail.resultRange', { lowest: min, highest: max })]
      : []),
    ...(allowed !== undefined && allowed.length > 0
      ? [i18n.t('backpack.detail.resultAllowed', { values: allowed.join(', ') })]
      : []),
    ...(required !== undefined ? [i18n.t('backpack.detail.resultRequired', { value: required })] : []),
  ];
  return lines.length === 0 ? null : <p class="soft small">{lines.join(' ')}</p>;
}

function Rubric({ levels }: { levels: readonly RubricLevel[] }) {
  if (levels.length === 0) return null;
  return (
    <ol class="plain rubric" aria-label={i18n.t('backpack.detail.rubric')}>
      {levels.map((level, at) => (
        <li key={at} class={level.reached ? 'reached' : 'soft'}>
          <span>
            {level.name}
            {level.points && ` · ${level.points}`}
            {level.reached && <span class="small"> · {i18n.t('backpack.detail.rubricReached')}</span>}
          </span>
          {level.description && <UntrustedMarkdown text={level.description} />}
        </li>
      ))}
    </ol>
  );
}

function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  if (evidence.length === 0) return null;
  return (
    <Block title={i18n.t('backpack.detail.evidence')}>
      <ul class="plain cards">
        {evidence.map((one, at) => (
          <li key={at} class="theirs">
            {one.url ? (
              <WebLink address={one.url}>
                {one.name || i18n.t('backpack.detail.evidenceLink', { host: hostOf(one.url) })}
              </WebLink>
            ) : (
              one.name && <span>{one.name}</span>
            )}
            {one.genre && <span class="soft small"> · {one.genre}</span>}
            {one.audience && (
              <p class="soft small">{i18n.t('backpack.detail.evidenceFor', { audience: one.audience })}</p>
            )}
            {one.description && <UntrustedMarkdown text={one.description} />}
            {one.narrative && <UntrustedMarkdown text={one.narrative} />}
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  return (
    <Block title={i18n.t('backpack.detail.tags')}>
      <ul class="plain tags">
        {tags.map((tag, at) => (
          <li key={at} class="tag theirs">
            {tag}
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Particulars({ badge, proven }: { badge: Badge; proven: boolean }) {
  const rows: [string, string | undefined][] = [
    // Proven dates stand at the top, with the answer.
    [
      i18n.t('backpack.detail.awarded'),
      proven || badge.awardedAt === undefined ? undefined : dateInWords(badge.awardedAt),
    ],
    [
      i18n.t('backpack.detail.validity'),
      proven || badge.validUntil === undefined ? undefined : validityInWords(badge),
    ],
    [i18n.t('backpack.detail.achievementType'), badge.achievementType],
    [i18n.t('backpack.detail.credits'), creditsInWords(badge)],
    [i18n.t('backpack.detail.fieldOfStudy'), badge.fieldOfStudy],
    [i18n.t('backpack.detail.specialization'), badge.specialization],
    [i18n.t('backpack.detail.humanCode'), badge.humanCode],
    [i18n.t('backpack.detail.edition'), badge.edition],
    [i18n.t('backpack.detail.source'), badge.source?.name],
    [i18n.t('backpack.detail.creator'), badge.creator?.name],
    [i18n.t('backpack.detail.identifiers'), identifiersInWords(badge.otherIdentifiers)],
    [i18n.t('backpack.detail.activity'), activityInWords(badge)],
    [i18n.t('backpack.detail.licence'), badge.licenseNumber],
    [i18n.t('backpack.detail.role'), badge.role],
    [i18n.t('backpack.detail.term'), badge.term],
    [i18n.t('backpack.detail.language'), badge.language && languageName(badge.language)],
    [i18n.t('backpack.detail.terms'), badge.terms?.join(', ')],
  ];
  const filled = rows.filter(([, value]) => value);
  if (filled.length === 0) return null;
  return (
    <Block title={i18n.t('backpack.detail.particulars')}>
      <dl class="facts">
        {filled.map(([name, value]) => (
          <div key={name}>
            <dt class="soft">{name}</dt>
            <dd class="theirs">{value}</dd>
          </div>
        ))}
      </dl>
    </Block>
  );
}

/** `systemId` and the like say little to people, and yet tell two numbers apart. */
function identifiersInWords(identifiers: readonly OtherIdentifier[] | undefined): string | undefined {
  return identifiers?.map(({ type, value }) => (type ? `${value} (${type})` : value)).join(', ');
}

/** What a collection of achievements (CLR) says of itself, beside the badges in it. */
function Contents({ badge: { achievements = [], associations = [], partial } }: { badge: Badge }) {
  if (achievements.length === 0 && !partial) return null;
  const nameOf = new Map(achievements.flatMap(({ id, name }) => (id === undefined ? [] : [[id, name]])));
  const under = (id: string | undefined) =>
    associations.flatMap(({ type, sourceId, targetId }) => {
      const parent =
        type === 'isChildOf' && sourceId === id
          ? targetId
          : type === 'isParentOf' && targetId === id
            ? sourceId
            : '';
      return nameOf.get(parent) ?? [];
    });
  return (
    <Block title={i18n.t('backpack.detail.contents')}>
      {partial && <p>{i18n.t('backpack.detail.partial')}</p>}
      <ul class="plain cards">
        {achievements.map((achievement, at) => {
          const parents = under(achievement.id);
          return (
            <li key={at} class="theirs">
              {achievement.name}
              {achievement.type && <span class="soft small"> · {achievement.type}</span>}
              {parents.length > 0 && (
                <p class="soft small">{i18n.t('backpack.detail.partOf', { name: parents.join(', ') })}</p>
              )}
            </li>
          );
        })}
      </ul>
    </Block>
  );
}

/** Other editions and versions of the achievement, as the issuer names them. */
function Related({ badge: { related = [] } }: { badge: Badge }) {
  if (related.length === 0) return null;
  return (
    <Block title={i18n.t('backpack.detail.related')}>
      <ul class="plain cards">
        {related.map(({ id, edition, language }) => (
          <li key={id} class="theirs">
            <WebLink address={id}>{withoutScheme(id)}</WebLink>
            <span class="soft small">
              {[edition, language && languageName(language)].filter(Boolean).map((part) => ` · ${part}`)}
            </span>
          </li>
        ))}
      </ul>
    </Block>
  );
}

function creditsInWords({ creditsEarned, creditsAvailable }: Badge): string | undefined {
  const [earned, available] = [creditsEarned, creditsAvailable].map((credits) =>
    credits?.toLocaleString(wordsLocale()),
  );
  if (available === undefined) return earned;
  return earned === undefined
    ? i18n.t('backpack.detail.creditsAvailable', { available })
    : i18n.t('backpack.detail.creditsOf', { earned, available });
}

function activityInWords({ activityStart, activityEnd }: Badge): string | undefined {
  const [start, end] = [activityStart, activityEnd].map((iso) =>
    iso === undefined ? undefined : dateInWords(iso),
  );
  if (start === undefined) return end && i18n.t('backpack.detail.activityUntil', { end });
  return end === undefined
    ? i18n.t('backpack.detail.activityFrom', { start })
    : i18n.t('backpack.detail.activityBoth', { start, end });
}

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(wordsLocale(), { type: 'language' }).of(code) ?? code;
  } catch (cause) {
    if (cause instanceof RangeError) return code; // Not a language tag; shown as the badge has it.
    throw cause;
  }
}

function Links({ addresses }: { addresses: readonly string[] }) {
  const shown = addresses.filter((address) => webAddress(address));
  if (shown.length === 0) return null;
  return (
    <Block title={i18n.t('backpack.detail.links')}>
      <ul class="plain cards">
        {shown.map((address) => (
          <li key={address}>
            <WebLink address={address}>{withoutScheme(address)}</WebLink>
          </li>
        ))}
      </ul>
    </Block>
  );
}

function IssuerSays({ issuer }: { issuer: Profile }) {
  if (!issuer.name && !issuer.url && !issuer.description && !issuer.email) return null;
  const rows: [string, string | undefined][] = [
    [i18n.t('backpack.detail.issuerEmail'), issuer.email],
    [i18n.t('backpack.detail.issuerPhone'), issuer.phone],
    [i18n.t('backpack.detail.issuerAddress'), issuer.address],
    [i18n.t('backpack.detail.issuerOfficial'), issuer.official],
    [i18n.t('backpack.detail.issuerParent'), issuer.parentName],
    [i18n.t('backpack.detail.identifiers'), identifiersInWords(issuer.otherIdentifiers)],
  ];
  return (
    <Block title={i18n.t('backpack.detail.issuerSays')}>
      {issuer.name && <p class="theirs">{i18n.t('backpack.detail.callsItself', { name: issuer.name })}</p>}
      {issuer.description && <UntrustedMarkdown text={issuer.description} />}
      <dl class="facts">
        {issuer.url && (
          <div>
            <dt class="soft">{i18n.t('backpack.detail.issuerPage')}</dt>
            <dd>
              <WebLink address={issuer.url}>{withoutScheme(issuer.url)}</WebLink>
            </dd>
          </div>
        )}
        {rows.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt class="soft">{name}</dt>
                <dd class="theirs">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Block>
  );
}

function WebLink({ address, children }: { address: string | undefined; children: ComponentChildren }) {
  const href = address === undefined ? undefined : webAddress(address);
  if (!href) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

function withoutScheme(address: string): string {
  return address.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
