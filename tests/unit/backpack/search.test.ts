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
    alignments: [
      { name: 'Shaping clay', framework: 'ESCO', code: 'K12.7', url: 'https://esco.example/skill/clay-work' },
    ],
    humanCode: 'CER-204',
    source: { name: 'Musée de la Faïence' },
    creator: { name: 'Guild of Potters', otherIdentifiers: [{ value: 'FR-1789' }] },
    recipients: [
      { type: 'name', value: 'Ada Byron' },
      { type: 'email', hash: 'sha256$c0ffee', salt: 'brine' },
    ],
    results: [{ name: 'Glaze', levels: [{ name: 'Even', description: 'Without a run', reached: true }] }],
    evidence: [{ name: 'Firing log', url: 'data:text/plain;base64,Y29mZmVl' }],
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
    'cer-204',
    'faience',
    'potters fr-1789',
    'ada',
    'a run',
    'firing',
    'esco.example',
    '',
    '   ',
  ])('finds the badge by "%s"', (typed) => expect(finds(typed)).toBe(true));

  it.each(['secret', 'ceramique bread', 'zz', 'c0ffee', 'brine', 'y29m', 'clay-work', '3.0', 'email'])(
    'does not find it by "%s"',
    (typed) => expect(finds(typed)).toBe(false),
  );

  it('holds no more of a badge than a list can hold of each, its name and the person’s words first', () => {
    const tags = Array.from({ length: 2_000 }, (_, number) => `${number} ${'x'.repeat(1_000)}`);
    const badge = badgeNumber(1, { name: 'Name at last', tags });
    const text = searchableText({ ...saved, badge, tags: ['my own'], notes: 'my notes' });
    expect(text.length).toBeLessThanOrEqual(20_000);
    for (const typed of ['name at last', 'my own', 'my notes', 'school', 'atelier.example']) {
      expect(textMatches(text, searchTerms(typed))).toBe(true);
    }
  });

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
