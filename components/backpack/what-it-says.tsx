import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import type { Alignment, Badge, Evidence, Profile } from '../../lib/credential';
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
      <Particulars badge={badge} proven={proven} />
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
        {results.map(({ name, value, status }, at) => (
          <li key={at} class="theirs">
            {name && <span class="soft">{name}: </span>}
            {[value, status].filter(Boolean).join(', ')}
          </li>
        ))}
      </ul>
    </Block>
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
    [
      i18n.t('backpack.detail.credits'),
      badge.creditsEarned === undefined ? undefined : badge.creditsEarned.toLocaleString(wordsLocale()),
    ],
    [i18n.t('backpack.detail.licence'), badge.licenseNumber],
    [i18n.t('backpack.detail.role'), badge.role],
    [i18n.t('backpack.detail.term'), badge.term],
    [i18n.t('backpack.detail.language'), badge.language && languageName(badge.language)],
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
        {issuer.email && (
          <div>
            <dt class="soft">{i18n.t('backpack.detail.issuerEmail')}</dt>
            <dd class="theirs">{issuer.email}</dd>
          </div>
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
