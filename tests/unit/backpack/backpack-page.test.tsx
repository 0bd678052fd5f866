// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import '../i18n-from-locale';
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BackpackPage } from '../../../components/backpack/backpack-page';
import type { BackpackSurroundings } from '../../../components/backpack/surroundings';
import { BackpackError } from '../../../lib/backpack';
import { listedBadgeOf } from '../../../lib/backpack/listed-badge';
import { type OrganisedBackpack, openOrganisedBackpack } from '../../../lib/backpack/organised-backpack';
import { openWatchedBackpack } from '../../../lib/backpack/watched-backpack';
import type { ReportView } from '../../../lib/page/views';
import { badgeNumber, reportNumber, savingNumber, unproven } from './made-up-badges';

let names = 0;
let backpack: OrganisedBackpack;
let root: HTMLElement;

// happy-dom lays nothing out: give the list a size, so that it has a window to draw.
HTMLElement.prototype.getBoundingClientRect = () => new DOMRect(0, 0, 900, 600);
globalThis.requestIdleCallback ??= (callback) =>
  Number(setTimeout(() => callback({ didTimeout: false, timeRemaining: () => 10 })));
globalThis.cancelIdleCallback ??= (handle) => clearTimeout(handle);

beforeEach(async () => {
  names += 1;
  backpack = await openOrganisedBackpack({ name: `page-${names}` });
  root = document.body.appendChild(document.createElement('div'));
  history.replaceState(null, '', '/backpack.html');
});
afterEach(() => {
  render(null, root);
  root.remove();
  vi.restoreAllMocks();
});

function show(change: Partial<BackpackSurroundings> = {}): {
  around: BackpackSurroundings;
  told: () => number;
} {
  let told = 0;
  const around: BackpackSurroundings = {
    open: async () => backpack,
    recheck: async () => 'checked',
    refresh: async () => ({ kind: 'newest' }),
    allowHosts: async () => true,
    onChanged: () => () => undefined,
    tellChanged: () => {
      told += 1;
    },
    contentsOf: async () => ({ badges: [], isPicture: false }),
    takePdf: async () => ({ kind: 'left', why: 'pdf-without-badge' }),
    readAddress: async () => ({ refused: 'host', host: 'school.example' }),
    replay: async () => reportNumber(1, 'verified', '2026-05-01T10:00:00Z'),
    ...change,
  };
  render(<BackpackPage around={around} />, root);
  return { around, told: () => told };
}

async function saved(number: number, change: Parameters<typeof savingNumber>[1] = {}): Promise<string> {
  const outcome = await backpack.save(savingNumber(number, change));
  if (outcome.kind !== 'saved') throw new Error(outcome.kind);
  return outcome.badgeId;
}

const items = () => [...root.querySelectorAll('ul[aria-label="Backpack"] > li')];
const shownNames = () => items().map((item) => item.querySelector('.badge-name')?.textContent);
function button(words: string): HTMLButtonElement {
  const found = [...root.querySelectorAll('button')].find((one) => one.textContent?.includes(words));
  if (!found) throw new Error(`no button ${words}`);
  return found;
}
function leftItem(words: string): HTMLButtonElement {
  const found = [...root.querySelectorAll<HTMLButtonElement>('nav .left-item')].find(
    (one) => one.title === words,
  );
  if (!found) throw new Error(`nothing at the left is ${words}`);
  return found;
}
function type(words: string): void {
  const input = root.querySelector<HTMLInputElement>('input[type=search]');
  if (!input) throw new Error('no search field');
  input.value = words;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}
/** What the watch tells of ends of badges. */
async function news(): Promise<void> {
  const watched = await openWatchedBackpack(`page-${names}`);
  await watched.tellEnds(Date.now());
  watched.close();
}
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000 - 60_000).toISOString();
}
async function openDetails(number: number): Promise<void> {
  await vi.waitFor(() => expect(items().length).toBeGreaterThan(0));
  const link = [...root.querySelectorAll<HTMLElement>('.badge-link')].find((one) =>
    one.textContent?.includes(`Badge ${number}`),
  );
  link?.click();
  await vi.waitFor(() => expect(root.querySelector('.detail-head')).not.toBeNull());
}

const field = async <T extends HTMLElement>(selector: string) => {
  await vi.waitFor(() => expect(root.querySelector(selector)).not.toBeNull());
  return root.querySelector(selector) as T;
};
const write = (element: HTMLInputElement | HTMLTextAreaElement, text: string) => {
  element.value = text;
  element.dispatchEvent(new Event('input', { bubbles: true }));
};

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

  it('shows the new answer after checking again', async () => {
    const id = await saved(1);
    show({
      recheck: async (badgeId) => {
        await backpack.addReport(badgeId, reportNumber(1, 'revoked', '2026-06-01T00:00:00Z'), []);
        return 'checked';
      },
    });
    await openDetails(1);
    button('Check again').click();
    await vi.waitFor(() => expect(root.querySelector('.verdict')?.textContent).toContain('Revoked'));
    expect(await backpack.reports(id)).toHaveLength(2);
    expect(root.textContent).toContain('History of checks');
  });

  it('asks nobody when the browser was not given leave', async () => {
    const id = await saved(1, { answer: 'not-checked', sealer: { kind: 'none' } });
    const needing = {
      ...reportNumber(1, 'could-not-check', '2026-06-01T00:00:00Z'),
      needs: ['school.example'],
      checks: [
        {
          id: 'status',
          outcome: 'skipped' as const,
          code: 'not-asked',
          params: { host: 'school.example', reason: 'permission' },
        },
      ],
    };
    await backpack.addReport(id, needing, []);
    const asked: string[][] = [];
    const recheck = vi.fn(async () => 'checked' as const);
    show({
      recheck,
      allowHosts: async (hosts) => {
        asked.push([...hosts]);
        return false;
      },
    });
    await openDetails(1);
    button('Check again').click();
    await vi.waitFor(() => expect(root.textContent).toContain('Nobody was asked'));
    expect(asked).toEqual([['school.example']]);
    expect(recheck).not.toHaveBeenCalled();
  });

  it('closes what Escape means: the sharing dialog first, then the details', async () => {
    await saved(1);
    show();
    await openDetails(1);
    button('Share').click();
    await vi.waitFor(() => expect(root.querySelector('dialog[open]')).not.toBeNull());
    const pressEscape = () => dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    pressEscape();
    expect(location.search).toContain('badge=');
    root.querySelector('dialog')?.close();
    await vi.waitFor(() => expect(root.querySelector('dialog')).toBeNull());
    pressEscape();
    await vi.waitFor(() => expect(root.querySelector('.detail-head')).toBeNull());
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

  it('names no issuer as the awarder of a badge that is not proven', async () => {
    const saving = savingNumber(1, { answer: 'not-valid', sealer: { kind: 'none' } });
    await backpack.save({ ...saving, report: reportNumber(1, 'not-valid', '2026-05-01T10:00:00Z') });
    show();
    await openDetails(1);
    const head = root.querySelector('.detail-head')?.textContent;
    expect(head).toContain('Issuer not confirmed');
    expect(head).not.toContain('School');
    expect(root.textContent).toContain('What it claims');
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

  it('keeps what the person decides about an issuer, and lets them take it back', async () => {
    await saved(1);
    const { told } = show();
    await openDetails(1);
    await vi.waitFor(() => button('Trust this issuer'));
    button('Trust this issuer').click();
    await vi.waitFor(() => expect(root.textContent).toContain('You trust this issuer.'));
    await vi.waitFor(() => expect(told()).toBe(1));
    expect(await backpack.trust()).toMatchObject([
      { kind: 'domain', value: 'school.example', decision: 'trusted', name: 'School' },
    ]);
    await vi.waitFor(() => button('Take it back').click());
    await vi.waitFor(() => expect(root.textContent).toContain('You have not decided about this issuer.'));
    expect(await backpack.trust()).toMatchObject([{ decision: 'undecided' }]);
  });

  it('keeps the own words of a badge, finds it by them and narrows by them', async () => {
    await saved(1);
    await saved(2);
    show();
    await vi.waitFor(() => expect(items()).toHaveLength(2));
    root.querySelector<HTMLElement>('.badge-link')?.click();
    const tags = await field<HTMLInputElement>('.own-words > input');
    write(tags, ' harbour ,, tide,harbour');
    await vi.waitFor(() => expect(tags.value).toContain('harbour'));
    tags.dispatchEvent(new Event('blur'));
    await vi.waitFor(async () =>
      expect((await backpack.list()).map((badge) => badge.tags)).toContainEqual(['harbour', 'tide']),
    );
    const notes = await field<HTMLTextAreaElement>('.own-words textarea');
    write(notes, 'the one with the lighthouse');
    await vi.waitFor(
      async () =>
        expect((await backpack.list()).map(({ text }) => text)).toContainEqual(
          expect.stringContaining('the one with the lighthouse'),
        ),
      { timeout: 3_000 },
    );
    button('Add to favourites').click();
    await vi.waitFor(async () =>
      expect((await backpack.list()).filter(({ favourite }) => favourite)).toHaveLength(1),
    );
    const name = await field<HTMLInputElement>('.own-collections input[type=text]');
    write(name, 'For my CV');
    await vi.waitFor(() => expect(button('Create').disabled).toBe(false));
    button('Create').click();
    await vi.waitFor(async () =>
      expect(await backpack.collections()).toMatchObject([
        { name: 'For my CV', badgeIds: [expect.any(String)] },
      ]),
    );
    const narrow = await field<HTMLSelectElement>('.toolbar-narrow');
    root.querySelector<HTMLElement>('.detail-close')?.click(); // Beside the details there is no room at the left.
    await vi.waitFor(() => expect(leftItem('Favourites').textContent).toContain('1 badge'));
    expect(leftItem('For my CV').textContent).toContain('1 badge');
    narrow.value = 'tag tide';
    narrow.dispatchEvent(new Event('change', { bubbles: true }));
    await vi.waitFor(() => expect(items()).toHaveLength(1));
    leftItem('school.example').click();
    await vi.waitFor(() => expect(root.querySelectorAll('.narrowing')).toHaveLength(2));
    expect(items()).toHaveLength(1);
    root.querySelector<HTMLElement>('[aria-label="No longer only Tag: tide"]')?.click();
    await vi.waitFor(() => expect(items()).toHaveLength(2));
    root.querySelector<HTMLElement>('.narrowing')?.click();
    await vi.waitFor(() => expect(root.querySelector('.narrowing')).toBeNull());
    write(await field<HTMLInputElement>('.toolbar-search'), 'Lighthouse');
    await vi.waitFor(() => expect(items()).toHaveLength(1));
  });

  it('tells with the person own addresses which badges are theirs', async () => {
    const hash = createHash('sha256').update('ana@example.orgsalt').digest('hex');
    const bound = (number: number, recipient: object) =>
      saved(number, {
        badge: badgeNumber(number, { recipients: [{ type: 'email', ...recipient }] }),
      });
    await bound(1, { hash: `sha256$${hash}`, salt: 'salt' });
    await bound(2, { value: 'ben@example.org' });
    await saved(3);
    show();
    await vi.waitFor(() => expect(items()).toHaveLength(3));
    button('Who I am').click();
    await vi.waitFor(() => expect(root.querySelector('dialog form input')).not.toBeNull());
    const field = root.querySelector<HTMLInputElement>('dialog form input');
    if (!field) throw new Error('no field');
    field.value = 'ana@example.org';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await vi.waitFor(() => expect(button('Add').disabled).toBe(false));
    root
      .querySelector('dialog form')
      ?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await vi.waitFor(
      async () =>
        expect(await backpack.identities()).toMatchObject([{ type: 'email', value: 'ana@example.org' }]),
      { timeout: 20_000 }, // All that verifies is loaded for it.
    );
    const narrow = root.querySelector<HTMLSelectElement>('.toolbar-narrow');
    if (!narrow) throw new Error('nothing to narrow by');
    await vi.waitFor(() => expect(narrow.textContent).toContain('Mine'));
    const shownWith = async (value: string) => {
      narrow.value = value;
      narrow.dispatchEvent(new Event('change', { bubbles: true }));
      await vi.waitFor(() => expect(items()).toHaveLength(1));
      return root.querySelector('.badge-name')?.textContent;
    };
    expect(await shownWith('owner mine')).toBe('Badge 1');
    root.querySelector<HTMLElement>('.badge-link')?.click();
    await vi.waitFor(() => expect(root.textContent).toContain('It is bound to you, by ana@example.org.'));
  });

  it('shows a collection in its own order, moves badges with the keyboard, and deletes it with Undo', async () => {
    const ids = [await saved(1), await saved(2), await saved(3)];
    const { id } = await backpack.createCollection({ name: 'For my CV', description: 'The best' });
    await backpack.addToCollection(id, ids);
    show();
    await vi.waitFor(() => leftItem('For my CV').click());
    const names = () => [...root.querySelectorAll('.badge-name')].map((name) => name.textContent);
    await vi.waitFor(() => expect(names()).toEqual(['Badge 1', 'Badge 2', 'Badge 3']));
    expect(root.querySelector('.collection-head')?.textContent).toContain('The best');
    const first = root.querySelector<HTMLElement>('[data-at="0"]');
    first?.focus();
    first?.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', altKey: true, bubbles: true }));
    await vi.waitFor(() => expect(names()).toEqual(['Badge 2', 'Badge 3', 'Badge 1']));
    button('Undo').click();
    await vi.waitFor(() => expect(names()).toEqual(['Badge 1', 'Badge 2', 'Badge 3']));
    button('Edit').click();
    await vi.waitFor(() => expect(root.querySelector('.collection-head textarea')).not.toBeNull());
    write(await field<HTMLTextAreaElement>('.collection-head textarea'), 'The very best');
    await new Promise((drawn) => setTimeout(drawn)); // Preact draws in the next turn.
    button('Keep changes').click();
    await vi.waitFor(async () =>
      expect(await backpack.collections()).toMatchObject([{ description: 'The very best' }]),
    );
    await vi.waitFor(() => button('Undo').click());
    await vi.waitFor(async () =>
      expect(await backpack.collections()).toMatchObject([{ description: 'The best' }]),
    );
    button('Delete collection').click();
    await vi.waitFor(async () => expect(await backpack.collections()).toEqual([]));
    await vi.waitFor(() => expect(items()).toHaveLength(3));
    button('Undo').click();
    await vi.waitFor(async () => expect(await backpack.collections()).toMatchObject([{ name: 'For my CV' }]));
  });

  it('offers collections, issuers and skills at the left, and lets go of each with another click', async () => {
    const skills = (names: string[]) => ({
      badge: badgeNumber(1, {
        id: `urn:uuid:${names.join()}`,
        name: names.join(),
        alignments: names.map((name) => ({ name })),
      }),
    });
    await saved(1, skills(['Welding']));
    await saved(2, { ...skills(['Welding', 'Sewing']), sealer: { kind: 'domain', value: 'guild.example' } });
    await saved(3, unproven(3));
    show();
    await vi.waitFor(() => expect(items()).toHaveLength(3));
    const left = () =>
      [...root.querySelectorAll('nav .left-item')].map((one) =>
        one.textContent?.replace(/(\d+)\d+ badges?$/, ' $1'),
      );
    expect(left()).toEqual([
      'All 3',
      'Favourites 0',
      'Needs attention 1',
      'guild.example 1',
      'school.example 1',
      'Welding 2',
      'Sewing 1',
    ]);
    leftItem('guild.example').click();
    await vi.waitFor(() => expect(shownNames()).toEqual(['Welding,Sewing']));
    expect(leftItem('guild.example').getAttribute('aria-pressed')).toBe('true');
    expect(leftItem('All').getAttribute('aria-pressed')).toBe('false');
    leftItem('guild.example').click();
    await vi.waitFor(() => expect(items()).toHaveLength(3));
    leftItem('Welding').click();
    await vi.waitFor(() => expect(items()).toHaveLength(2));
    leftItem('Favourites').click();
    await vi.waitFor(() => expect(root.textContent).toContain('No badge is in all that you chose.'));
    leftItem('All').click();
    await vi.waitFor(() => expect(items()).toHaveLength(3));
    leftItem('Favourites').click();
    await vi.waitFor(() => expect(root.textContent).toContain('No badge is a favourite yet.'));
  });

  it('lists the issuers that the person decided about, takes one back and adds those of a file', async () => {
    await saved(1);
    await backpack.setTrust({ kind: 'domain', value: 'school.example', name: 'School', decision: 'trusted' });
    const { told } = show();
    await vi.waitFor(() => expect(items()).toHaveLength(1));
    button('Trusted issuers').click();
    const listed = () => [...root.querySelectorAll('.trust-list strong')].map((one) => one.textContent);
    await vi.waitFor(() => expect(listed()).toEqual(['school.example']));

    const choose = async (text: string) => {
      const input = root.querySelector<HTMLInputElement>('dialog input[type=file]');
      const files = [new File([text], 'list.json')];
      if (!input) throw new Error('no way to choose a file');
      Object.defineProperty(input, 'files', { configurable: true, value: files });
      input.dispatchEvent(new Event('change', { bubbles: true }));
    };
    await choose('{}');
    await vi.waitFor(() => expect(root.textContent).toContain('This file is no trust list of Laurel.'));
    const issuers = [
      { kind: 'domain', value: 'school.example', decision: 'distrusted' },
      { kind: 'domain', value: 'guild.example', decision: 'distrusted' },
    ];
    await choose(JSON.stringify({ format: 'laurel-trust-list', version: 1, issuers }));
    await vi.waitFor(() => expect(listed()).toEqual(['guild.example', 'school.example']));
    expect(root.textContent).toContain('1 issuer was added. You had decided about 1 of them yourself');
    await vi.waitFor(() => expect(told()).toBe(1));

    root.querySelector<HTMLElement>('[aria-label="Take it back: school.example"]')?.click();
    await vi.waitFor(() => expect(listed()).toEqual(['guild.example']));
    expect(await backpack.trust()).toContainEqual(
      expect.objectContaining({ value: 'school.example', decision: 'undecided' }),
    );
    button('Undo').click();
    await vi.waitFor(() => expect(listed()).toEqual(['guild.example', 'school.example']));
    expect(await backpack.trust()).toContainEqual(
      expect.objectContaining({ value: 'school.example', decision: 'trusted', name: 'School' }),
    );
  });

  it('takes out again what came with a file of issuers', async () => {
    await saved(1);
    show();
    await vi.waitFor(() => expect(items()).toHaveLength(1));
    button('Trusted issuers').click();
    const input = await field<HTMLInputElement>('dialog input[type=file]');
    const issuers = [{ kind: 'domain', value: 'guild.example', decision: 'trusted' }];
    const list = JSON.stringify({ format: 'laurel-trust-list', version: 1, issuers });
    Object.defineProperty(input, 'files', { value: [new File([list], 'list.json')] });
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await vi.waitFor(() => expect(root.querySelectorAll('.trust-list li')).toHaveLength(1));
    button('Undo').click();
    await vi.waitFor(() => expect(root.textContent).toContain('1 issuer was taken out again.'));
    expect(root.querySelectorAll('.trust-list li')).toHaveLength(0);
    expect(await backpack.trust()).toMatchObject([{ value: 'guild.example', decision: 'undecided' }]);
  });

  it('puts back an address that was removed', async () => {
    await saved(1);
    await backpack.addIdentity({ type: 'email', value: 'ana@example.org' });
    show();
    await vi.waitFor(() => expect(items()).toHaveLength(1));
    button('Who I am').click();
    (await field('[aria-label="Remove ana@example.org"]')).click();
    await vi.waitFor(async () => expect(await backpack.identities()).toEqual([]));
    await vi.waitFor(() => button('Undo').click());
    await vi.waitFor(async () =>
      expect(await backpack.identities()).toMatchObject([{ type: 'email', value: 'ana@example.org' }]),
    );
  });

  it('puts back the notes that were there when the badge was opened', async () => {
    const id = await saved(1);
    await backpack.setNotes(id, 'the one with the lighthouse');
    show();
    await openDetails(1);
    const notes = await field<HTMLTextAreaElement>('.own-words textarea');
    expect(root.querySelector('.own-undo')).toBeNull();
    write(notes, '');
    notes.dispatchEvent(new Event('blur'));
    await vi.waitFor(async () => expect((await backpack.get(id))?.notes).toBe(''));
    button('Put back the notes').click();
    await vi.waitFor(async () => expect((await backpack.get(id))?.notes).toBe('the one with the lighthouse'));
    expect(notes.value).toBe('the one with the lighthouse');
    await vi.waitFor(() => expect(root.querySelector('.own-undo')).toBeNull());
  });

  it('offers no trust where no issuer was proven', async () => {
    await saved(1, unproven(1));
    show();
    await openDetails(1);
    await vi.waitFor(() => button('Check again'));
    expect(root.textContent).not.toContain('Trust this issuer');
  });

  it('asks for a newer edition on a click alone, and opens it', async () => {
    const older = badgeNumber(1, { refreshAddress: 'https://school.example/refresh/1' });
    await saved(1, { badge: older });
    const newer = await saved(2);
    const asked: string[] = [];
    show({
      allowHosts: async (hosts) => {
        asked.push(...hosts);
        return true;
      },
      refresh: async (badgeId) => {
        asked.push(badgeId);
        return { kind: 'saved', badgeId: newer };
      },
    });
    await openDetails(1);
    expect(asked).toEqual([]);
    button('Ask for a newer edition').click();
    await vi.waitFor(() => expect(root.querySelector('.detail h2')?.textContent).toBe('Badge 2'));
    expect(asked).toEqual(['school.example', expect.any(String)]);
    expect(root.textContent).toContain('A newer edition is in your backpack');
  });

  it('says why there is no newer edition', async () => {
    await saved(1, { badge: badgeNumber(1, { refreshAddress: 'https://school.example/refresh/1' }) });
    const params = { host: 'school.example' };
    show({
      refresh: async () => ({
        kind: 'kept',
        check: { id: 'refresh', outcome: 'warning', code: 'refresh-other', params },
      }),
    });
    await openDetails(1);
    button('Ask for a newer edition').click();
    await vi.waitFor(() => expect(root.textContent).toContain('The one in hand stays.'));
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

  const silent = {
    ...reportNumber(1, 'could-not-check', '2026-06-01T10:00:00Z'),
    checks: [{ id: 'hosted', outcome: 'unknown', code: 'host-silent', params: { host: 'school.example' } }],
  } satisfies ReportView;

  it('says when its issuer is gone what was proven, and that it was proven again just now', async () => {
    const id = await saved(1);
    await backpack.addReport(id, silent, []);
    const replayed: unknown[] = [];
    show({
      replay: async (document, evidence, now) => {
        replayed.push([document.form, evidence.length, now.toISOString()]);
        return reportNumber(1, 'verified', now.toISOString());
      },
    });
    await openDetails(1);
    const said = () => root.querySelector('.kept-today')?.textContent ?? '';
    await vi.waitFor(() => expect(said()).toContain('Laurel has just proved that again'));
    expect(said()).toContain('Verified on 1 May 2026');
    expect(said()).toContain('Sealed by school.example');
    expect(said()).toContain('The issuer no longer answers (school.example).');
    expect(replayed).toEqual([['json', 0, '2026-05-01T10:00:00.000Z']]);
  });

  it('proves what answers only when the person wants it', async () => {
    await saved(1);
    const replay = vi.fn(async () => reportNumber(1, 'verified', '2026-05-01T10:00:00Z'));
    show({ replay });
    await openDetails(1);
    await vi.waitFor(() =>
      expect(root.textContent).toContain('Nothing kept here has changed since it was genuine'),
    );
    expect(root.querySelector('.kept-today')).toBeNull();
    expect(replay).not.toHaveBeenCalled();
    button('Prove it again from what is kept').click();
    await vi.waitFor(() => expect(root.textContent).toContain('proved that again from the badge alone'));
  });

  it('tells a changed byte of what was kept, also while the issuer answers', async () => {
    const id = await saved(1);
    const removed = await backpack.remove(id);
    if (!removed) throw new Error('not saved');
    const evidence = removed.evidence.map((document) => ({ ...document, bytes: new Uint8Array([1, 2]) }));
    await backpack.restore({ ...removed, evidence });
    show();
    await openDetails(1);
    const said = () => root.querySelector('.kept-today[role="alert"]')?.textContent ?? '';
    await vi.waitFor(() => expect(said()).toContain('Something kept here has changed since it was saved.'));
    expect(said()).toContain('What was answered at https://school.example/key');
    expect(root.textContent).not.toContain('Prove it again from what is kept');
  });

  it('says in the history what changed, before and after, and of a long text its beginning', async () => {
    const id = await saved(1);
    const now = reportNumber(1, 'verified', '2026-06-01T10:00:00Z');
    const badge = badgeNumber(1, { name: 'Renamed', description: `<b>${'x'.repeat(1_000)}` });
    await backpack.addReport(id, { ...now, badge }, []);
    show();
    await vi.waitFor(() => expect(items().length).toBe(1));
    root.querySelector<HTMLElement>('.badge-link')?.click();
    const lines = () =>
      [...root.querySelectorAll('.changes > li')].map(({ textContent }) => textContent ?? '');
    await vi.waitFor(() => expect(lines()).toHaveLength(2));
    expect(lines()[0]).toBe('NameWasBadge 1IsRenamed');
    expect(lines()[1]).toMatch(/^DescriptionWasnothingIs<b>x{397}…$/);
  });
});
