// Which badges are shown, and in which order.
import {
  answerToday,
  type Collection,
  type ListedBadge,
  needsAttention,
  textMatches,
} from '../../lib/backpack';
import { wordsLocale } from '../dates';
import { issuerLine } from '../sentences';
import { nameOfSaved } from './badge-list';
import type { OwnerOf } from './use-owners';

export type Sort = 'newest' | 'name' | 'issuer' | 'expiry';
export type Filter = 'all' | 'attention' | 'favourite';

/** One thing that badges are narrowed by; `value` is the issuer, skill, tag, year, answer, owner or collection's id. */
export interface Narrowing {
  kind: 'collection' | 'issuer' | 'skill' | 'tag' | 'year' | 'answer' | 'owner';
  value: string;
}

/** With one more; of a kind there is one at a time. */
export function narrowedBy(narrowings: readonly Narrowing[], next: Narrowing): readonly Narrowing[] {
  return [...narrowings.filter(({ kind }) => kind !== next.kind), next];
}

/** `badges` come newest first. */
export function sorted(badges: readonly ListedBadge[], sort: Sort): readonly ListedBadge[] {
  switch (sort) {
    case 'newest':
      return badges;
    case 'name':
      return sortedByText(badges, nameOfSaved);
    case 'issuer':
      return sortedByText(badges, (badge) => badge.sealer.value ?? `\uffff${issuerLine(badge)}`);
    case 'expiry':
      return sortedByText(badges, ({ badge }) => endOf(badge?.validUntil));
  }
}

function sortedByText(badges: readonly ListedBadge[], textOf: (badge: ListedBadge) => string): ListedBadge[] {
  const { compare } = new Intl.Collator(wordsLocale(), { numeric: true, sensitivity: 'base' });
  return badges
    .map((badge) => ({ badge, text: textOf(badge) }))
    .sort((a, b) => compare(a.text, b.text))
    .map(({ badge }) => badge);
}

/** Sortable text; what has no end comes last. */
function endOf(validUntil: string | undefined): string {
  const time = validUntil === undefined ? Number.NaN : Date.parse(validUntil);
  return Number.isNaN(time) ? '9' : `0${String(time).padStart(16, '0')}`;
}

export function shown(
  badges: readonly ListedBadge[],
  filter: Filter,
  terms: readonly string[],
  narrowings: readonly Narrowing[] = [],
  ownerOf?: OwnerOf,
): readonly ListedBadge[] {
  // A collection's members are named by itself.
  const told = narrowings.filter(({ kind }) => kind !== 'collection');
  if (filter === 'all' && terms.length === 0 && told.length === 0) return badges;
  return badges.filter(
    (badge) =>
      PASSES[filter](badge) &&
      told.every(({ kind, value }) => valuesOf(badge, kind, ownerOf).includes(value)) &&
      (terms.length === 0 || textMatches(badge.text, terms)),
  );
}

const PASSES: Record<Filter, (badge: ListedBadge) => boolean> = {
  all: () => true,
  attention: (badge) => needsAttention(answerToday(badge)),
  favourite: ({ favourite }) => favourite,
};

/** The members in the order that the person gave them. */
export function membersOf(badges: readonly ListedBadge[], { badgeIds }: Collection): readonly ListedBadge[] {
  const byId = new Map(badges.map((badge) => [badge.id, badge]));
  return badgeIds.flatMap((id) => byId.get(id) ?? []);
}

/** Nothing for a collection, whose members are named by itself. */
function valuesOf(badge: ListedBadge, kind: Narrowing['kind'], ownerOf?: OwnerOf): string[] {
  const says = badge.badge;
  const awarded = says?.awardedAt ?? says?.validFrom;
  switch (kind) {
    case 'issuer':
      return badge.sealer.kind === 'none' ? [] : [issuerLine(badge)];
    case 'skill':
      return says?.skills ?? [];
    case 'tag':
      return badge.tags;
    case 'year':
      return awarded === undefined ? [] : [awarded.slice(0, 4)];
    case 'answer':
      return [answerToday(badge)];
    case 'owner':
      return [ownerOf?.(badge) ?? badge.owner].filter((owner) => owner !== undefined);
    case 'collection':
      return [];
  }
}

const CHOICES = ['issuer', 'skill', 'tag', 'year', 'answer', 'owner'] as const;
/** A menu of more than this is no menu; the search finds the rest. */
const MAX_CHOICES = 40;

/** What there is to narrow by, the most frequent of each kind. */
export function choicesIn(
  badges: readonly ListedBadge[],
  ownerOf?: OwnerOf,
): { kind: Narrowing['kind']; values: string[] }[] {
  return CHOICES.map((kind) => {
    const counts = new Map<string, number>();
    for (const badge of badges) {
      for (const value of new Set(valuesOf(badge, kind, ownerOf)))
        counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const frequent = [...counts].sort((left, right) => right[1] - left[1]).slice(0, MAX_CHOICES);
    const { compare } = new Intl.Collator(wordsLocale(), { numeric: true, sensitivity: 'base' });
    const values = frequent.map(([value]) => value).sort(compare);
    return { kind, values: kind === 'year' ? values.reverse() : values };
  }).filter(({ values }) => values.length > 0);
}
