// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { badgeNumber, unproven } from './made-up-badges';
import {
  backpack,
  button,
  carried,
  drag,
  dragEvent,
  field,
  items,
  leftItem,
  root,
  saved,
  show,
  shownNames,
  write,
} from './shown-page';

describe('the left side and collections', () => {
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
    await vi.waitFor(() => expect(document.activeElement).toHaveProperty('value', 'For my CV'));
    write(await field<HTMLTextAreaElement>('.collection-head textarea'), 'The very best');
    await new Promise((drawn) => setTimeout(drawn)); // Preact draws in the next turn.
    button('Keep changes').click();
    await vi.waitFor(async () =>
      expect(await backpack.collections()).toMatchObject([{ description: 'The very best' }]),
    );
    await vi.waitFor(() => expect(document.activeElement).toBe(button('Edit')));
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

  /** Badges 1 to `count` in one collection, which is open. */
  async function openCollection(count: number) {
    const ids: string[] = [];
    for (let number = 1; number <= count; number += 1) ids.push(await saved(number));
    const { id } = await backpack.createCollection({ name: 'For my CV' });
    await backpack.addToCollection(id, ids);
    const shown = show();
    await vi.waitFor(() => leftItem('For my CV').click());
    await vi.waitFor(() => expect(order()).toEqual(ids.map((_, at) => at + 1)));
    return { id, ids, ...shown };
  }
  const order = () => shownNames().map((name) => Number(name?.replace('Badge ', '')));
  const choose = (number: number) =>
    root.querySelector<HTMLElement>(`[aria-label="Choose Badge ${number}"]`)?.click();
  const item = (number: number) => items().find((one) => one.textContent?.includes(`Badge ${number}`));

  it('puts several badges where they are dropped: behind what stood behind them, before it otherwise', async () => {
    await openCollection(8);
    for (const number of [1, 2, 3]) choose(number);
    await vi.waitFor(() => expect(root.textContent).toContain('3 chosen'));
    drag(item(2), item(6));
    await vi.waitFor(() => expect(order()).toEqual([4, 5, 6, 1, 2, 3, 7, 8]));
    drag(item(2), item(5));
    await vi.waitFor(() => expect(order()).toEqual([4, 1, 2, 3, 5, 6, 7, 8]));
  });

  it('takes a badge that left the collection meanwhile for no member when a move is taken back', async () => {
    const { id, ids, elsewhere } = await openCollection(3);
    drag(item(1), item(3));
    await vi.waitFor(() => expect(order()).toEqual([2, 3, 1]));
    await elsewhere(() => backpack.removeFromCollection(id, ids.slice(1, 2)));
    await vi.waitFor(() => expect(order()).toEqual([3, 1]));
    button('Undo').click();
    await vi.waitFor(() => expect(order()).toEqual([1, 3]));
  });

  it('forgets a collection that was dragged to nowhere, and leaves files to the page', async () => {
    const { elsewhere } = await openCollection(2);
    await elsewhere(() => backpack.createCollection({ name: 'Other' }));
    const other = await vi.waitFor(() => leftItem('Other'));
    const dragged = carried();
    dragEvent('dragstart', other.parentElement, dragged);
    expect(dragEvent('dragover', leftItem('For my CV'), dragged)).toBe(true);
    const file = new File(['nothing'], 'holiday.jpg');
    const files = { ...carried('Files'), items: [{ webkitGetAsEntry: () => null, getAsFile: () => file }] };
    for (const kind of ['dragover', 'drop']) dragEvent(kind, leftItem('For my CV'), files);
    await vi.waitFor(() => expect(root.textContent).toContain('There is no badge in this'));
    expect((await backpack.collections()).map(({ name }) => name)).toEqual(['For my CV', 'Other']);
    dragEvent('dragend', other.parentElement, dragged);
    for (const kind of ['dragover', 'drop']) {
      expect(dragEvent(kind, leftItem('For my CV'), carried('text/plain'))).toBe(false);
    }
    expect((await backpack.collections()).map(({ name }) => name)).toEqual(['For my CV', 'Other']);
  });

  it('carries the names of what is dragged, without which some browsers drag nothing', async () => {
    await openCollection(2);
    const onCollection = drag(item(1), leftItem('For my CV'));
    expect(onCollection.data.get('text/plain')).toBe('Badge 1');
    for (const number of [1, 2]) choose(number);
    await vi.waitFor(() => expect(root.textContent).toContain('2 chosen'));
    expect(drag(item(2), leftItem('For my CV')).data.get('text/plain')).toBe('Badge 1\nBadge 2');
    const collection = leftItem('For my CV').parentElement;
    expect(drag(collection, collection).data.get('text/plain')).toBe('For my CV');
  });

  /** Its name and description are being edited. */
  async function editCollection() {
    const { id, elsewhere } = await openCollection(1);
    await elsewhere(() => backpack.describeCollection(id, 'The best'));
    await vi.waitFor(() => expect(root.querySelector('.collection-head')?.textContent).toContain('The best'));
    button('Edit').click();
    const description = await field<HTMLTextAreaElement>('.collection-head textarea');
    const name = await field<HTMLInputElement>('.collection-head input');
    return { id, elsewhere, name, description };
  }
  const words = async () =>
    (await backpack.collections()).map(({ name, description }) => [name, description]);
  const keepChanges = async () => {
    await new Promise((drawn) => setTimeout(drawn)); // Preact draws in the next turn.
    button('Keep changes').click();
    await vi.waitFor(() => expect(root.querySelector('.collection-head textarea')).toBeNull());
  };

  it('edits a collection as it is now, and forgets what was typed where that is cancelled', async () => {
    const { name, description } = await editCollection();
    expect([name.value, description.value]).toEqual(['For my CV', 'The best']);
    write(name, 'Never mind');
    await new Promise((drawn) => setTimeout(drawn));
    button('Cancel').click();
    await vi.waitFor(() => button('Edit').click());
    expect((await field<HTMLInputElement>('.collection-head input')).value).toBe('For my CV');
    await keepChanges();
    expect(await words()).toEqual([['For my CV', 'The best']]);
    expect(root.textContent).not.toContain('Undo');
  });

  it('writes of a collection only what the person changed', async () => {
    const { id, elsewhere, name } = await editCollection();
    await elsewhere(() => backpack.describeCollection(id, 'Theirs'));
    write(name, 'For school');
    await keepChanges();
    expect(await words()).toEqual([['For school', 'Theirs']]);
    button('Undo').click();
    await vi.waitFor(async () => expect(await words()).toEqual([['For my CV', 'Theirs']]));
  });

  it('joins a description that changed elsewhere while the person wrote another, and Undo leaves that one', async () => {
    const { id, elsewhere, description } = await editCollection();
    await elsewhere(async () => {
      await backpack.renameCollection(id, 'Renamed');
      await backpack.describeCollection(id, 'Theirs');
    });
    await vi.waitFor(() => expect(root.querySelector('[aria-label=Renamed]')).not.toBeNull());
    write(description, 'Mine');
    await keepChanges();
    expect(await words()).toEqual([['Renamed', 'Theirs\n\nMine']]);
    button('Undo').click();
    await vi.waitFor(async () => expect(await words()).toEqual([['Renamed', 'Theirs']]));
  });

  it('tells of no move where nothing moved', async () => {
    await openCollection(2);
    await backpack.createCollection({ name: 'Other' });
    const last = root.querySelector<HTMLElement>('[data-at="1"]');
    last?.focus();
    await vi.waitFor(() => expect(last?.tabIndex).toBe(0));
    last?.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', altKey: true, bubbles: true }));
    drag(item(1), item(1));
    drag(leftItem('For my CV').parentElement, leftItem('For my CV'));
    leftItem('All').click();
    await vi.waitFor(() => expect(root.querySelector('.collection-head')).toBeNull());
    expect(root.textContent).not.toContain('Moved');
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
});
