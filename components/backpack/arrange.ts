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

/**
 * One thing that badges are narrowed by; `value` is the skill, tag, year, answer, owner, the collection's id, or the
 * issuer as `issuerValue` gives it.
 */
export interface Narrowing {
  kind: 'collection' | 'issuer' | 'skill' | 'tag' | 'year' | 'answer' | 'owner';
  value: string;
}

/** All that the person chose to see, beside what they typed. */
export interface Chosen {
  filter: Filter;
  /** Of each kind at most one. */
  narrowings: readonly Narrowing[];
}

export const EVERYTHING: Chosen = { filter: 'all', narrowings: [] };

/** Chosen once more, it is let go of. */
export function withFilter({ filter, narrowings }: Chosen, next: Filter): Chosen {
  return { filter: filter === next ? 'all' : next, narrowings };
}

/** In the place of the one of its kind; chosen once more, it is let go of. */
export function withNarrowing({ filter, narrowings }: Chosen, next: Narrowing): Chosen {
  const others = narrowings.filter(({ kind }) => kind !== next.kind);
  return { filter, narrowings: isChosen(narrowings, next) ? others : [...others, next] };
}

export function isChosen(narrowings: readonly Narrowing[], { kind, value }: Narrowing): boolean {
  return narrowings.some((other) => other.kind === kind && other.value === value);
}

/** The seal behind a badge, as a value to narrow by. */
export function issuerValue({ kind, value = '' }: ListedBadge['sealer']): string {
  return `${kind} ${value}`;
}

/** A list of issuers is narrow: of a domain's seal it names the domain alone. */
export function issuerWords(issuer: string): string {
  const space = issuer.indexOf(' ');
  const kind = issuer.slice(0, space) as ListedBadge['sealer']['kind']; // As `issuerValue` wrote it.
  const value = issuer.slice(space + 1);
  return kind === 'domain' ? value : issuerLine({ sealer: { kind, value } });
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
  const compare = byWords();
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

/** Those that pass all that was chosen, in their order. A collection's members are named by itself. */
export function narrowed(
  badges: readonly ListedBadge[],
  { filter, narrowings }: Chosen,
  ownerOf?: OwnerOf,
): readonly ListedBadge[] {
  const told = narrowings.filter(({ kind }) => kind !== 'collection');
  if (filter === 'all' && told.length === 0) return badges;
  return badges.filter(
    (badge) =>
      PASSES[filter](badge) &&
      told.every(({ kind, value }) => valuesOf(badge, kind, ownerOf).includes(value)),
  );
}

/** What was found for some terms, kept while more is typed. */
export interface Found {
  among: readonly ListedBadge[];
  terms: readonly string[];
  badges: readonly ListedBadge[];
}

/** Those in which all terms are, in their order. Who types on looks only through what was found before. */
export function found(among: readonly ListedBadge[], terms: readonly string[], before?: Found): Found {
  const typedOn =
    before?.among === among && before.terms.every((term) => terms.some((longer) => longer.includes(term)));
  const last = typedOn ? before.badges : among;
  const badges = terms.length === 0 ? last : last.filter(({ text }) => textMatches(text, terms));
  // The same list where nothing fell away: nothing is drawn anew for it.
  return { among, terms, badges: badges.length === last.length ? last : badges };
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
      return badge.sealer.kind === 'none' ? [] : [issuerValue(badge.sealer)];
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

/** How many badges a value stands on. */
export interface Counted {
  value: string;
  count: number;
}

/** What the left side offers, counted over the whole backpack. */
export interface Counts {
  favourite: number;
  attention: number;
  /** The most frequent first, as are the skills. */
  issuers: readonly Counted[];
  skills: readonly Counted[];
}

export function countsIn(badges: readonly ListedBadge[]): Counts {
  return {
    favourite: badges.filter(PASSES.favourite).length,
    attention: badges.filter(PASSES.attention).length,
    issuers: counted(badges, 'issuer', issuerWords),
    skills: counted(badges, 'skill', (skill) => skill),
  };
}

/** The most frequent first; those that are as frequent by their words. */
function counted(
  badges: readonly ListedBadge[],
  kind: Narrowing['kind'],
  wordsOf: (value: string) => string,
  ownerOf?: OwnerOf,
): Counted[] {
  const counts = new Map<string, number>();
  for (const badge of badges) {
    for (const value of new Set(valuesOf(badge, kind, ownerOf)))
      counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const compare = byWords();
  return [...counts]
    .map(([value, count]) => ({ value, count, words: wordsOf(value) }))
    .sort((one, other) => other.count - one.count || compare(one.words, other.words))
    .map(({ value, count }) => ({ value, count }));
}

/** What the left side does not offer. */
const CHOICES = ['tag', 'year', 'answer', 'owner'] as const;
/** A menu of more than this is no menu; the search finds the rest. */
const MAX_CHOICES = 40;

export type Choices = readonly { kind: Narrowing['kind']; values: string[] }[];

/** What else there is to narrow by, the most frequent of each kind in the order of its words. */
export function choicesIn(badges: readonly ListedBadge[], ownerOf?: OwnerOf): Choices {
  const compare = byWords();
  return CHOICES.map((kind) => {
    const frequent = counted(badges, kind, (value) => value, ownerOf).slice(0, MAX_CHOICES);
    const values = frequent.map(({ value }) => value).sort(compare);
    return { kind, values: kind === 'year' ? values.reverse() : values };
  }).filter(({ values }) => values.length > 0);
}

/** As people look things up: case and accents do not matter, and two comes before ten. */
function byWords(): (one: string, other: string) => number {
  return new Intl.Collator(wordsLocale(), { numeric: true, sensitivity: 'base' }).compare;
}
