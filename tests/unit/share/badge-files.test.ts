import { describe, expect, test } from 'vitest';
import { unbake } from '../../../lib/baking';
import { bakedInto, plainPicture, pngAsSvg } from '../../../lib/share/badge-files';
import { png } from '../baking/images';

const TEXT = JSON.stringify({ '@context': [], type: ['OpenBadgeCredential'], name: 'a & <b>' });
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('a drawn picture', () => {
  test('holds a badge like any other', async () => {
    const baked = await bakedInto(plainPicture('Tides'), { version: '3.0', kind: 'badge' }, TEXT);
    expect((await unbake(baked)).payloads).toEqual([{ standard: 'openbadgecredential', text: TEXT }]);
  });

  test('has the name as text, in at most four lines', () => {
    const drawn = text(
      plainPicture('<script>alert(1)</script> of a very long name that goes on and on for ever'),
    );
    expect(drawn).not.toContain('<script');
    expect(drawn.match(/<text /g)?.length).toBe(4);
    expect(drawn).toContain('…</text>');
  });
});

test('a PNG shown by an SVG keeps its pixels and carries the badge', async () => {
  const picture = png();
  const svg = pngAsSvg(picture, { width: 4, height: 4 });
  expect(text(svg)).toContain(Buffer.from(picture).toString('base64'));
  const baked = await bakedInto(svg, { version: '2.0', kind: 'badge' }, 'https://a.example/1');
  expect((await unbake(baked)).payloads).toEqual([{ standard: 'openbadges', text: 'https://a.example/1' }]);
});
