import { expect, test } from 'vitest';
import { CSP_REPORTS, FONT_PREFIX, type Learned } from '../sites';
import { waitFor } from './harness';
import { setting } from './setting';

const get = setting();

test('seals work under a content security policy that allows nothing', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const page = await laurel.open('https://strict.example/');
  const pictures = sites.awards.filter(({ form }) => form.kind === 'png');
  const seals = await laurel.waitForSeals(page, 'the answers', (all) =>
    pictures.every((badge) => all.some(({ name }) => name.startsWith(`${badge.words}: ${badge.name}, `))),
  );
  for (const { name, box } of seals) {
    expect(box.width, name).toBeGreaterThanOrEqual(18);
    expect(box.height, name).toBeGreaterThanOrEqual(18);
  }
});

test('a spying page learns neither a verdict nor a name, nor that a card was opened', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const page = await laurel.open('https://hostile.example/spies');
  const seals = await laurel.waitForSeals(page, 'three answers', (all) => all.filter(hasAnswer).length === 3);
  const box = seals[0]?.box ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  await laurel.openCard(page);
  // `whatIsKnown` is the spy's own function; it returns plain data.
  const learned = (await page.evaluate('whatIsKnown()')) as Learned;
  expect(learned).toEqual({
    found: [],
    selected: '',
    fonts: [],
    resources: [],
    violations: [],
    messages: [],
    frames: { before: 0, most: 0 },
    strangers: [],
    customElements: [],
    globals: [],
  });
  const heard = sites.log.filter(({ host }) => host === 'hostile.example').map(({ path }) => path);
  expect(heard.filter((path) => path.startsWith(FONT_PREFIX) || path === CSP_REPORTS)).toEqual([]);
});

test('clicks and keys that the page makes up do nothing', async () => {
  const { laurel } = get();
  await laurel.setChecking('automatic');
  const page = await laurel.open('https://hostile.example/spies');
  await laurel.waitForSeals(page, 'three answers', (all) => all.filter(hasAnswer).length === 3);
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('*')) {
      for (const type of ['pointerenter', 'mouseover', 'mousedown', 'click', 'focusin']) {
        element.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }));
      }
    }
    document
      .elementFromPoint(200, 300)
      ?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
  });
  // The true mouse on another seal is answered, so what was made up would have been by then.
  const [, second] = await laurel.seals(page);
  const box = second?.box ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  await laurel.openCard(page);
  expect(page.frames().filter((frame) => frame.url().includes('card.html'))).toHaveLength(1);
});

test('a page that takes the seals away is left alone after a few tries, and the popup still tells', async () => {
  const { laurel } = get();
  await laurel.setChecking('automatic');
  const page = await laurel.open('https://hostile.example/removes');
  await waitFor('three badges on the toolbar', async () =>
    (await laurel.toolbarText(page)) === '3' ? true : undefined,
  );
  const popup = await laurel.popup(page);
  await waitFor('three badges in the popup', async () =>
    (await popup.$$('ul[aria-label="Badges on this page"] > li')).length === 3 ? true : undefined,
  );
  await page.bringToFront();
  const removed = () => page.evaluate('removed') as Promise<number>;
  let last = -1;
  // It gave up once the number stays the same over half a second of the page's own time.
  const most = await waitFor('Laurel to give up', async () => {
    const now = await removed();
    const settled = now === last;
    last = now;
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    return settled && now === (await removed()) ? now : undefined;
  });
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(50);
});

function hasAnswer({ name }: { name: string }): boolean {
  return /^(Verified|Not valid|Revoked|Suspended|Expired|Could not check)/.test(name);
}
