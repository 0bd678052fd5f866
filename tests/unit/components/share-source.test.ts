import '../i18n-from-locale';
import { describe, expect, it } from 'vitest';
import { savedSource } from '../../../components/share/share-source';
import type { SavedBadge, SavedFile } from '../../../lib/backpack';
import { savingNumber } from '../backpack/made-up-badges';
import { itxt, jws, png } from '../baking/images';

const BADGE: SavedBadge = {
  ...savingNumber(1).badge,
  id: 'one',
  awardKeys: [],
  tags: [],
  notes: '',
  favourite: false,
  savedAt: '2026-05-01T10:00:00Z',
  digest: 'a'.repeat(64),
};

function sourceOf(file: Pick<SavedFile, 'name' | 'mediaType' | 'bytes'>) {
  const files: SavedFile[] = [{ badgeId: 'one', role: 'original', ...file }];
  return savedSource(BADGE, { report: undefined, files, evidence: [] });
}

describe('the file that a saved badge came in', () => {
  it.each([
    ['baked', 'image/png', 'baked.png'],
    ['baked', 'image/svg+xml', 'baked.svg'],
    ['image.PNG', 'image/png', 'image.PNG'],
    ['picture.php', 'image/png', 'picture.php.png'],
    ['assertion', 'application/json', 'assertion'],
  ])('%s of type %s is given away as %s', async (name, mediaType, given) => {
    expect((await sourceOf({ name, mediaType, bytes: png() }).original?.())?.name).toBe(given);
  });

  it.each([
    ['alone', [], undefined],
    ['beside another', [itxt('clrcredential', jws)], true],
  ])('with the badge %s in it is told apart before it is offered', async (_how, others, holdsMore) => {
    const bytes = png(itxt('openbadgecredential', BADGE.documentText), ...others);
    expect((await sourceOf({ name: 'baked', mediaType: 'image/png', bytes }).read()).holdsMore).toBe(
      holdsMore,
    );
  });
});
