// @vitest-environment happy-dom
import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { badgeNumber } from './made-up-badges';
import { backpack, button, field, items, root, saved, show, write } from './shown-page';

function listOf(issuers: object[]): string {
  return JSON.stringify({ format: 'laurel-trust-list', version: 1, issuers });
}

/** As the person picks a file of issuers in the open dialog. */
async function choose(text: string): Promise<void> {
  const input = await field<HTMLInputElement>('dialog input[type=file]');
  Object.defineProperty(input, 'files', { configurable: true, value: [new File([text], 'list.json')] });
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

describe('the lists of issuers and of own addresses', () => {
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

  it('lists the issuers that the person decided about, takes one back and adds those of a file', async () => {
    await saved(1);
    await backpack.setTrust({ kind: 'domain', value: 'school.example', name: 'School', decision: 'trusted' });
    const { told } = show();
    await vi.waitFor(() => expect(items()).toHaveLength(1));
    button('Trusted issuers').click();
    const listed = () => [...root.querySelectorAll('.trust-list strong')].map((one) => one.textContent);
    await vi.waitFor(() => expect(listed()).toEqual(['school.example']));

    await choose('{}');
    await vi.waitFor(() => expect(root.textContent).toContain('This file is no trust list of Laurel.'));
    const issuers = [
      { kind: 'domain', value: 'school.example', decision: 'distrusted' },
      { kind: 'domain', value: 'guild.example', decision: 'distrusted' },
    ];
    await choose(listOf(issuers));
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
    await choose(listOf([{ kind: 'domain', value: 'guild.example', decision: 'trusted' }]));
    await vi.waitFor(() => expect(root.querySelectorAll('.trust-list li')).toHaveLength(1));
    button('Undo').click();
    await vi.waitFor(() => expect(root.textContent).toContain('1 issuer was taken out again.'));
    expect(root.querySelectorAll('.trust-list li')).toHaveLength(0);
    expect(await backpack.trust()).toEqual([]);
  });

  it('leaves as it was what was on the list undecided before a file of issuers came', async () => {
    await saved(1);
    const undecided = await backpack.setTrust({
      kind: 'domain',
      value: 'guild.example',
      decision: 'undecided',
      alwaysCheck: true,
      note: 'met at the fair',
    });
    show();
    await vi.waitFor(() => expect(items()).toHaveLength(1));
    button('Trusted issuers').click();
    await choose(listOf([{ kind: 'domain', value: 'guild.example', decision: 'trusted' }]));
    await vi.waitFor(() => expect(root.querySelectorAll('.trust-list li')).toHaveLength(1));
    button('Undo').click();
    await vi.waitFor(() => expect(root.textContent).toContain('1 issuer was taken out again.'));
    expect(await backpack.trust()).toEqual([undecided]);
  });

  it('offers no way back for an address that was on the list before', async () => {
    await saved(1);
    await backpack.addIdentity({ type: 'email', value: 'ana@example.org' });
    const before = await backpack.identities();
    const { told } = show();
    await vi.waitFor(() => expect(items()).toHaveLength(1));
    button('Who I am').click();
    const typed = await field<HTMLInputElement>('dialog form input');
    write(typed, 'ana@example.org');
    await vi.waitFor(() => expect(button('Add').disabled).toBe(false));
    typed.form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await vi.waitFor(
      () =>
        expect(root.querySelector('.dialog-told')?.textContent).toBe('Already on your list: ana@example.org'),
      { timeout: 20_000 }, // All that verifies is loaded for it.
    );
    expect(await backpack.identities()).toEqual(before);
    expect(told()).toBe(0);
  });

  it('puts back an address that was removed, as it was', async () => {
    await saved(1);
    await backpack.addIdentity({
      type: 'email',
      value: 'ana@example.org',
      addedAt: '2025-01-01T00:00:00.000Z',
    });
    const before = await backpack.identities();
    show();
    await vi.waitFor(() => expect(items()).toHaveLength(1));
    button('Who I am').click();
    (await field('[aria-label="Remove ana@example.org"]')).click();
    await vi.waitFor(async () => expect(await backpack.identities()).toEqual([]));
    await vi.waitFor(() => button('Undo').click());
    await vi.waitFor(async () => expect(await backpack.identities()).toEqual(before));
    await vi.waitFor(() =>
      expect(root.querySelector('.dialog-told')?.textContent).toContain('Added: ana@example.org'),
    );
    button('Undo').click();
    await vi.waitFor(async () => expect(await backpack.identities()).toEqual([]));
  });
});
