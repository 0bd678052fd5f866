import { describe, expect, it } from 'vitest';
import { type SavedBadge, searchTerms, textMatches } from '../../../lib/backpack';
import { searchableText } from '../../../lib/backpack/search';
import { badgeNumber } from './made-up-badges';

const saved: SavedBadge = {
  id: 'a',
  awardKeys: ['a'],
  digest: '',
  savedAt: '2026-01-01T00:00:00Z',
  documentForm: 'json',
  documentText: '{"secret":"not searched"}',
  badge: badgeNumber(1, {
    name: 'Céramique Élémentaire',
    description: 'Turning bowls',
    tags: ['Handwerk'],
    alignments: [{ name: 'Shaping clay', framework: 'ESCO', code: 'K12.7' }],
  }),
  answer: 'verified',
  sealer: { kind: 'domain', value: 'atelier.example' },
  tags: [],
  notes: '',
  favourite: false,
};
const finds = (typed: string) => textMatches(searchableText(saved), searchTerms(typed));

describe('search', () => {
  it.each([
    'céramique',
    'CERAMIQUE',
    'elementaire ceram',
    'bowls',
    'school',
    'atelier.example',
    'handwerk',
    'clay',
    'esco',
    'k12.7',
    '',
    '   ',
  ])('finds the badge by "%s"', (typed) => expect(finds(typed)).toBe(true));

  it.each(['secret', 'ceramique bread', 'zz'])('does not find it by "%s"', (typed) =>
    expect(finds(typed)).toBe(false),
  );

  it('finds a badge that was never read by its address', () => {
    const { badge: _badge, ...unread } = saved;
    const text = searchableText({
      ...unread,
      documentForm: 'address',
      documentText: 'https://badges.example/1',
    });
    expect(textMatches(text, searchTerms('badges.example'))).toBe(true);
  });
});
