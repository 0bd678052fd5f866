// A genuine badge inside a picture that is not its own: the seal and the popup say so.
import { afterEach, expect, test } from 'vitest';
import { bake, unbake } from '../../lib/baking';
import { waitFor } from './harness';
import { setting } from './setting';
import { popupWithAnswers, shownIn } from './tour';

const get = setting();

afterEach(() => {
  expect(get().laurel.problems).toEqual([]);
});

/** PNG badges of the sample sites that are plainly good, with the bytes of their files. */
function goodPictures(): { name: string; bytes: Uint8Array }[] {
  return get().sites.awards.flatMap(({ words, name, form }) =>
    words === 'Verified' && form.kind === 'png' ? [{ name, bytes: form.bytes }] : [],
  );
}

/** `place`: its own for each picture, which the browser keeps. */
async function answerTo(
  place: string,
  picture: Uint8Array,
): Promise<{ words: string; row: string; notes: string }> {
  const { sites, laurel } = get();
  sites.change('portfolio.example', `/${place}.png`, { type: 'image/png', body: picture });
  sites.change('portfolio.example', `/${place}`, {
    type: 'text/html',
    body: `<!doctype html><title>One badge</title><img src="/${place}.png" width="200" height="200" alt="">`,
  });
  await laurel.setChecking('automatic');
  const page = await laurel.open(`https://portfolio.example/${place}`);
  await waitFor('the toolbar to count the badge', async () =>
    (await laurel.toolbarText(page)) === '1' ? true : undefined,
  );
  const popup = await popupWithAnswers(laurel, page, 1);
  const [shown] = await shownIn(popup);
  const row = await popup.$eval('body', (body) => body.innerText);
  await popup.click('ul[aria-label="Badges on this page"] > li button');
  const notes = await popup.$eval('body', (body) => body.innerText);
  return { words: shown?.words ?? '', row, notes };
}

test('a badge baked into the picture of another one is genuine, with a loud note', async () => {
  const [one, other] = goodPictures();
  if (!one || !other) throw new Error('the sample sites have too few good PNG badges');
  const [payload] = (await unbake(one.bytes)).payloads;
  if (!payload) throw new Error('nothing is baked into it');
  const { words, notes, row } = await answerTo('swapped', await bake(other.bytes, payload));
  expect(words).toBe('Verified, with notes');
  expect(notes).toContain('The picture shown is not the one that its issuer gave it.');
  expect(row).toContain('Shown with another picture');
});

test('a badge in its own picture has no such note', async () => {
  const [one] = goodPictures();
  if (!one) throw new Error('the sample sites have no good PNG badge');
  const { words, notes, row } = await answerTo('own', one.bytes);
  expect(words).toBe('Verified');
  expect(notes).not.toContain('The picture shown is not');
  expect(row).not.toContain('Shown with another picture');
});
