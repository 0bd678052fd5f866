// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { BackpackError } from '../../../lib/backpack';
import { listedBadgeOf } from '../../../lib/backpack/listed-badge';
import { openWatchedBackpack } from '../../../lib/backpack/watched-backpack';
import { badgeNumber, reportNumber, savingNumber } from './made-up-badges';
import {
  backpack,
  button,
  databaseName,
  items,
  openDetails,
  root,
  saved,
  show,
  shownNames,
  write,
} from './shown-page';

/** What the watch tells of ends of badges. */
async function news(): Promise<void> {
  const watched = await openWatchedBackpack(databaseName);
  await watched.tellEnds(Date.now());
  watched.close();
}
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000 - 60_000).toISOString();
}
function type(words: string): void {
  const input = root.querySelector<HTMLInputElement>('input[type=search]');
  if (!input) throw new Error('no search field');
  write(input, words);
}

describe('the backpack page', () => {
  it('lists every badge with its name, seal and answer', async () => {
    await saved(1);
    show();
    await vi.waitFor(() => expect(items()).toHaveLength(1));
    expect(items()[0]?.textContent).toContain('Badge 1');
    expect(items()[0]?.textContent).toContain('Sealed by school.example');
    expect(items()[0]?.textContent).toContain('Verified');
  });

  it('teaches three ways to start while it is empty', async () => {
    show();
    await vi.waitFor(() => expect(root.textContent).toContain('Your backpack is empty'));
    expect(root.querySelectorAll('.way')).toHaveLength(3);
    expect(root.querySelector('a')?.getAttribute('href')).toBe('/welcome.html#sample');
  });

  it('narrows as one types, and offers the way back when nothing is left', async () => {
    for (const number of [1, 2, 3]) await saved(number);
    show();
    await vi.waitFor(() => expect(items()).toHaveLength(3));
    type('badge 2');
    await vi.waitFor(() => expect(shownNames()).toEqual(['Badge 2']));
    type('something else');
    await vi.waitFor(() => expect(root.textContent).toContain('No badge matches'));
    button('Show all badges').click();
    await vi.waitFor(() => expect(items()).toHaveLength(3));
  });

  it('filters what needs attention, and what has run out since its check is among it', async () => {
    await saved(1);
    await saved(2, { answer: 'revoked' });
    await saved(3, { badge: badgeNumber(3, { validUntil: '2020-01-01T00:00:00Z' }) });
    show();
    await vi.waitFor(() => expect(items()).toHaveLength(3));
    button('Needs attention').click();
    await vi.waitFor(() => expect(shownNames().sort()).toEqual(['Badge 2', 'Badge 3']));
    expect(root.textContent).toContain('Expired');
  });

  it('deletes with an undo that puts everything back', async () => {
    const id = await saved(1);
    await saved(2);
    const { told } = show();
    await openDetails(1);
    button('Delete').click();
    await vi.waitFor(() => expect(shownNames()).toEqual(['Badge 2']));
    expect(told()).toBe(1);
    expect(await backpack.get(id)).toBeUndefined();
    button('Undo').click();
    await vi.waitFor(() => expect(shownNames().sort()).toEqual(['Badge 1', 'Badge 2']));
    expect(await backpack.files(id)).toHaveLength(2);
  });

  it('says so when a deletion did not work, and keeps the badge', async () => {
    const id = await saved(1);
    show();
    await openDetails(1);
    vi.spyOn(backpack, 'remove').mockRejectedValue(new BackpackError('storage'));
    vi.spyOn(console, 'error').mockReturnValue();
    button('Delete').click();
    await vi.waitFor(() => expect(root.textContent).toContain('could not delete it'));
    expect(await backpack.get(id)).toBeDefined();
  });

  it('names a badge that was never read by what it claims, else by the place it is kept at', async () => {
    const { badge: _badge, ...unread } = savingNumber(1).badge;
    await backpack.save({
      badge: { ...unread, documentForm: 'address', documentText: 'https://badges.example/1' },
      files: [],
      evidence: [],
    });
    await backpack.save({
      badge: { ...unread, documentText: '{"unread":1}', claimedName: 'Weaving' },
      files: [],
      evidence: [],
    });
    show();
    await vi.waitFor(() => expect(shownNames().sort()).toEqual(['Badge at badges.example', 'Weaving']));
  });

  it.each([
    ['newer-version', 'Update Laurel'],
    ['blocked', 'Close the other Laurel pages'],
    ['quota', 'Free some space'],
    ['storage', 'did not give access'],
  ] as const)('says what to do when it can not open (%s), and tries again', async (code, words) => {
    vi.spyOn(console, 'error').mockReturnValue();
    let works = false;
    show({
      open: async () => {
        if (!works) throw new BackpackError(code);
        return backpack;
      },
    });
    await vi.waitFor(() => expect(root.textContent).toContain(words));
    works = true;
    button('Try again').click();
    await vi.waitFor(() => expect(root.textContent).toContain('Your backpack is empty'));
  });

  it('tells what became of each added file, saves first and checks after', async () => {
    const checked: string[] = [];
    show({
      contentsOf: async (bytes) => {
        const text = new TextDecoder().decode(bytes);
        const badges = text.startsWith('{') ? [{ form: 'json' as const, text, alone: true }] : [];
        return { badges, isPicture: false };
      },
      recheck: async (badgeId) => {
        checked.push(badgeId);
        await backpack.addReport(badgeId, reportNumber(5, 'verified', '2026-06-01T00:00:00Z'), []);
        return 'checked';
      },
    });
    await vi.waitFor(() => expect(root.querySelector('input[type=file]')).not.toBeNull());
    const input = root.querySelector<HTMLInputElement>('input[type=file]');
    const files = [
      new File(['{"credentialSubject":{}}'], 'good.json', { type: 'application/json' }),
      new File(['nothing here'], 'holiday.jpg', { type: 'image/jpeg' }),
      new File([new Uint8Array(32_000_001)], 'huge.json', { type: 'application/json' }),
    ];
    Object.defineProperty(input, 'files', { value: files });
    input?.dispatchEvent(new Event('change', { bubbles: true }));
    await vi.waitFor(() => expect(checked).toHaveLength(1));
    await vi.waitFor(() => expect(root.querySelector('.import-list')?.textContent).toContain('Verified'));
    const lines = [...root.querySelectorAll('.import-list > li')].map((line) => line.textContent);
    expect(lines[0]).toContain('good.jsonIn your backpack');
    expect(lines[1]).toContain('There is no badge in this');
    expect(lines[2]).toContain('larger than Laurel reads');
    const [file] = await backpack.files(checked[0] ?? '');
    expect(new TextDecoder().decode(file?.bytes)).toBe('{"credentialSubject":{}}');
  });

  it('asks for leave where the browser has not given it, straight from the click, and then looks', async () => {
    const asked: string[][] = [];
    const read: string[] = [];
    show({
      readAddress: async (url) => {
        read.push(url);
        if (asked.length === 0) return { refused: 'permission', host: 'school.example' };
        return { url, status: 200, bytes: new TextEncoder().encode('{"a":1}') };
      },
      allowHosts: async (hosts) => {
        asked.push([...hosts]);
        return true;
      },
      contentsOf: async (bytes) => ({
        badges: [{ form: 'json', text: new TextDecoder().decode(bytes), alone: true }],
        isPicture: false,
      }),
    });
    await vi.waitFor(() => button('Paste or type').click());
    const field = await vi.waitFor(() => {
      const found = root.querySelector<HTMLTextAreaElement>('dialog textarea');
      if (!found) throw new Error('no field');
      return found;
    });
    field.value = 'https://school.example/badge';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await vi.waitFor(() => expect(root.textContent).toContain('Laurel has to ask school.example.'));
    expect(read).toEqual([]);
    field.form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await vi.waitFor(() => expect(root.textContent).toContain('your browser has to let it'));
    button('Let Laurel ask school.example').click();
    await vi.waitFor(() => expect(root.textContent).toContain('1 badge added'));
    expect(asked).toEqual([['school.example']]);
    expect((await backpack.list()).map(({ id }) => id)).toHaveLength(1);
  });

  it('takes a pasted badge at once, but leaves what is pasted into a field to the field', async () => {
    const texts: string[] = [];
    show({
      contentsOf: async (bytes) => {
        texts.push(new TextDecoder().decode(bytes));
        return { badges: [], isPicture: false };
      },
    });
    await vi.waitFor(() => expect(root.textContent).toContain('Your backpack is empty'));
    const pasted = (target: EventTarget, text: string) => {
      const clipboardData = { files: [], getData: (type: string) => (type === 'text/plain' ? text : '') };
      target.dispatchEvent(
        Object.assign(new Event('paste', { bubbles: true, cancelable: true }), { clipboardData }),
      );
    };
    const field = root.appendChild(document.createElement('textarea'));
    await vi.waitFor(() => {
      pasted(field, '{"in":"a field"}');
      if (texts.length === 0) pasted(document.body, ' {"on":"the page"} ');
      expect(texts).not.toEqual([]);
    });
    expect(new Set(texts)).toEqual(new Set(['{"on":"the page"}']));
    field.remove();
  });

  it('draws a handful of ten thousand badges', async () => {
    const one = savingNumber(1).badge;
    const many = Array.from({ length: 10_000 }, (_, at) =>
      listedBadgeOf({
        ...one,
        id: `id-${at}`,
        awardKeys: [`id-${at}`],
        digest: '',
        savedAt: '2026-01-01T00:00:00Z',
        badge: badgeNumber(at),
      }),
    );
    vi.spyOn(backpack, 'list').mockResolvedValue(many);
    vi.spyOn(backpack, 'count').mockResolvedValue(many.length);
    vi.spyOn(backpack, 'page').mockResolvedValue({
      badges: many.slice(0, 80),
      next: { savedAt: '', id: '' },
    });
    show();
    await vi.waitFor(() => expect(items()[0]?.getAttribute('aria-setsize')).toBe('10000'));
    expect(items().length).toBeLessThan(80);
    expect(root.textContent).toContain('10000 badges');
  });

  it('shows what is new, puts it away with a click and takes that back', async () => {
    const id = await saved(1, { badge: badgeNumber(1, { validUntil: inDays(3) }) });
    await news();
    show();
    const lines = () => [...root.querySelectorAll('.news li p')].map(({ textContent }) => textContent);
    await vi.waitFor(() => expect(lines()).toHaveLength(1));
    expect(lines()[0]).toContain('“Badge 1” is good until');
    button('Seen').click();
    await vi.waitFor(() => expect(root.querySelector('.news')).toBeNull());
    expect(await backpack.countNotices()).toBe(0);
    button('Undo').click();
    await vi.waitFor(() => expect(lines()).toHaveLength(1));
    button('Look at it').click();
    await vi.waitFor(() => expect(root.querySelector('.detail-head')?.textContent).toContain('Badge 1'));
    expect(new URLSearchParams(location.search).get('badge')).toBe(id);
  });

  it('shows the first of many news, all on a click, and puts all away at once', async () => {
    for (let number = 1; number <= 5; number += 1) {
      await saved(number, { badge: badgeNumber(number, { validUntil: inDays(number) }) });
    }
    await news();
    show();
    const lines = () => root.querySelectorAll('.news li');
    await vi.waitFor(() => expect(lines()).toHaveLength(3));
    button('Show 2 more').click();
    await vi.waitFor(() => expect(lines()).toHaveLength(5));
    button('All seen').click();
    await vi.waitFor(() => expect(lines()).toHaveLength(0));
    expect(root.textContent).toContain('5 notices put away.');
  });
});
