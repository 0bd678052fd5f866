// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import type { ReportView } from '../../../lib/page/views';
import { badgeNumber, reportNumber, savingNumber, unproven } from './made-up-badges';
import { backpack, button, field, items, openDetails, root, saved, show, write } from './shown-page';

describe('the details of a badge', () => {
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
