import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BackpackError } from '../../../lib/backpack';
import { type OrganisedBackpack, openOrganisedBackpack } from '../../../lib/backpack/organised-backpack';
import { bake } from '../../../lib/baking';
import {
  Import,
  type ImportState,
  type ImportWorld,
  waitingFiles,
  waitingPasted,
} from '../../../lib/collect';
import { contentsOf } from '../../../lib/collect/contents';
import { writeZip } from '../../../lib/zip';
import { reportNumber } from '../backpack/made-up-badges';
import { kindsIn } from './kinds';

let names = 0;
let backpack: OrganisedBackpack;
let state: ImportState;
let backups: string[];

beforeEach(async () => {
  names += 1;
  backpack = await openOrganisedBackpack({ name: `import-${names}` });
  backups = [];
});
afterEach(() => {
  backpack.close();
  vi.restoreAllMocks();
});

function started(change: Partial<ImportWorld> = {}): Import {
  return new Import({
    backpack,
    contentsOf,
    takePdf: async () => ({ kind: 'left', why: 'pdf-without-badge' }),
    check: async () => undefined,
    backup: (file) => backups.push(file.name),
    changed: async () => undefined,
    shown: (shown) => {
      state = shown;
    },
    ...change,
  });
}

const textOf = (number: number) =>
  JSON.stringify({ type: ['OpenBadgeCredential'], id: `urn:${number}`, credentialSubject: {}, proof: {} });
const json = (number: number, name = `${number}.json`) => new File([textOf(number)], name);
const given = (...files: File[]) => waitingFiles(files.map((file) => ({ file })));
const kinds = () => kindsIn(state);

async function png(number: number, name = `${number}.svg`): Promise<File> {
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"></svg>');
  const pretty = JSON.stringify(JSON.parse(textOf(number)), null, 2);
  return new File([(await bake(svg, { standard: 'openbadgecredential', text: pretty })).slice()], name);
}

async function zip(name: string, entries: Record<string, File | string>): Promise<File> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const all = await Promise.all(
    Object.entries(entries).map(async ([path, content]) => ({
      name: path,
      bytes: new Uint8Array(await new Blob([content]).arrayBuffer()),
    })),
  );
  for await (const part of writeZip(all)) parts.push(part);
  return new File(parts, name);
}

describe('an import', () => {
  it('gives everything a result of its own, and nothing stops the rest', async () => {
    const broken = { arrayBuffer: () => Promise.reject(new Error('gone')) };
    vi.spyOn(console, 'error').mockReturnValue();
    const bad = Object.assign(new File(['x'], 'moved.json'), broken);
    await started().add(
      given(
        json(1),
        bad,
        new File(['hello'], 'words.txt'),
        new File([Uint8Array.of(0xff, 0xd8, 0xff)], 'photo.jpg'),
        json(2),
      ),
    );
    expect(kinds()).toEqual(['saved', 'unreadable', 'nothing', 'picture-without-badge', 'saved']);
    expect(await backpack.count()).toBe(2);
  });

  it('saves before it checks, and says what waits for its check', async () => {
    const order: string[] = [];
    let waiting = 0;
    const job = started({
      check: async (badgeId) => {
        order.push(
          `check ${(await backpack.get(badgeId)) ? 'a saved badge' : 'nothing'} of ${await backpack.count()}`,
        );
      },
      shown: (shown) => {
        state = shown;
        waiting = Math.max(waiting, shown.unchecked.size);
      },
    });
    await job.add(given(json(1), json(2)));
    expect(order).toEqual(['check a saved badge of 2', 'check a saved badge of 2']);
    expect(state.unchecked.size).toBe(0);
    expect(state.working).toBeUndefined();
  });

  it('makes one badge of a picture and the file beside it, and keeps the picture', async () => {
    await started().add(given(json(1, 'a/assertion.json'), await png(1, 'a/badge.svg')));
    expect(state.lines.map(({ name }) => name)).toEqual(['a/badge.svg', 'a/assertion.json']);
    expect(kinds()).toEqual(['saved', 'twice']);
    const [badge] = await backpack.list();
    expect(await backpack.files(badge?.id ?? '')).toMatchObject([
      { name: 'badge.svg', mediaType: 'image/svg+xml' },
    ]);
  });

  it('says of a badge that was there before since when', async () => {
    await started().add(given(json(1)));
    await started().add(given(json(1), json(2)));
    expect(kinds()).toEqual(['already', 'saved']);
    expect(await backpack.count()).toBe(2);
  });

  it('keeps of a file with several badges only the part of each', async () => {
    const wallet = JSON.stringify({
      contents: [JSON.parse(textOf(1)), JSON.parse(textOf(2)), { privateKey: 'secret' }],
    });
    await started().add(given(new File([wallet], 'Wallet Backup.json')));
    expect(kinds()).toEqual(['saved,saved']);
    for (const { id } of await backpack.list()) {
      const files = await backpack.files(id);
      const text = new TextDecoder().decode(files[0]?.bytes);
      expect([textOf(1), textOf(2)]).toContain(text);
      expect(files).toMatchObject([{ mediaType: 'application/json' }]);
    }
  });

  it('says that a wallet is locked', async () => {
    await started().add(given(new File(['locked_wallet:U2F='], 'Wallet Backup.json')));
    expect(kinds()).toEqual(['locked-wallet']);
  });

  it('hands a backup of Laurel on, and has no line for it', async () => {
    await started().add(given(new File(['age-encryption.org/v1\n...'], 'mine.zip.age'), json(1)));
    expect([backups, kinds()]).toEqual([['mine.zip.age'], ['saved']]);
  });
});

describe('zips', () => {
  it('become what is in them, pictures first, in folders and in zips', async () => {
    const inner = await zip('inner.zip', { 'deep/3.json': textOf(3) });
    const file = await zip('export.zip', {
      'a/1.json': textOf(1),
      'a/1.svg': await png(1),
      '__MACOSX/a/._1.svg': 'x',
      'readme.html': 'x',
      'inner.zip': inner,
    });
    await started().add(given(file, json(2)));
    expect(state.lines.map(({ name }) => name)).toEqual([
      'export.zip/a/1.svg',
      'export.zip/a/1.json',
      'export.zip/inner.zip/deep/3.json',
      '2.json',
    ]);
    expect(kinds()).toEqual(['saved', 'twice', 'saved', 'saved']);
  });

  it('say so when there is nothing in them, when they are damaged, and when their end is missing', async () => {
    const whole = await zip('cut.zip', { '1.json': textOf(1), '2.json': textOf(2) });
    const cut = new File([whole.slice(0, whole.size - 60)], 'cut.zip');
    await started().add(
      given(
        await zip('empty.zip', { 'readme.txt': 'x' }),
        new File(['PK\u0003\u0004 and nothing more'], 'broken.zip'),
        cut,
      ),
    );
    expect(kinds()).toEqual(['nothing', 'damaged-zip', 'cut-zip', 'saved', 'saved']);
  });

  it('with names that lead out of them give those a line and the others their badge', async () => {
    const file = await zip('evil.zip', {
      '../../1.json': textOf(1),
      'C:\\2.json': textOf(2),
      'ok/3.json': textOf(3),
    });
    await started().add(given(file));
    expect(kinds()).toEqual(['saved', 'path', 'path']);
    expect(await backpack.count()).toBe(1);
  });

  it('are opened two deep and no further', async () => {
    let file = await zip('0.zip', { '1.json': textOf(1) });
    for (let depth = 1; depth <= 4; depth += 1)
      file = await zip(`${depth}.zip`, { 'in.zip': file, '2.json': textOf(2) });
    await started().add(given(file));
    expect(kinds()).toEqual(['saved', 'twice', 'twice']);
  });

  it('that would fill the disk are not opened', async () => {
    const bomb = await zip(
      'bomb.zip',
      Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`${at}.json`, '0'.repeat(4_000_000)])),
    );
    await started().add(given(bomb));
    expect(kinds()).toEqual(['harmful-zip']);
  });
});

describe('names', () => {
  it('are shown as what they are, however they were made', async () => {
    const evil = 'in\u202Egnp.exe\u0000\u0007.json';
    await started().add(waitingFiles([{ file: json(1, evil), path: `../../etc/${evil}` }]));
    expect(state.lines[0]?.name).toBe('../../etc/in\uFFFDgnp.exe\uFFFD\uFFFD.json');
    const [badge] = await backpack.list();
    expect((await backpack.files(badge?.id ?? ''))[0]?.name).toBe('in\uFFFDgnp.exe\uFFFD\uFFFD.json');
  });

  it('of thousands of characters keep their end', async () => {
    await started().add(given(json(1, `${'x'.repeat(5_000)}.json`)));
    expect(state.lines[0]?.name).toMatch(/^…x{195}\.json$/);
  });
});

describe('taking it back', () => {
  it('tells a badge that came twice from the one that was taken out', async () => {
    const job = started();
    await job.add(given(json(1), json(1, 'again.json')));
    await job.takeBack();
    const saves = state.lines.flatMap(({ outcome }) => (outcome.kind === 'read' ? outcome.saves : []));
    expect(saves.map((save) => save.kind === 'taken-back' && save.again === true)).toEqual([false, true]);
  });

  it('takes out exactly what it put in', async () => {
    await started().add(given(json(1)));
    const job = started();
    await job.add(given(json(1), json(2), json(3)));
    expect(state.added).toHaveLength(2);
    expect(await job.takeBack()).toBe(0);
    expect(kinds()).toEqual(['already', 'taken-back', 'taken-back']);
    expect((await backpack.list()).map(({ text }) => text)).toHaveLength(1);
    expect(state.added).toEqual([]);
  });

  it('in the middle of it ends it first', async () => {
    const job = started({
      contentsOf: async (bytes) => {
        const contents = await contentsOf(bytes);
        if ((await backpack.count()) === 2) void job.takeBack();
        return contents;
      },
    });
    await job.add(given(...Array.from({ length: 9 }, (_, at) => json(at))));
    await vi.waitFor(async () => expect(await backpack.count()).toBe(0));
    await vi.waitFor(() => expect(state.working).toBeUndefined());
    expect(kinds()).toEqual([...Array(3).fill('taken-back'), ...Array(6).fill('cancelled')]);
  });

  it('tells how many could not be taken out, and keeps those', async () => {
    const job = started();
    await job.add(given(json(1), json(2)));
    vi.spyOn(console, 'error').mockReturnValue();
    vi.spyOn(backpack, 'remove').mockRejectedValueOnce(new BackpackError('storage'));
    expect(await job.takeBack()).toBe(1);
    expect(kinds()).toEqual(['saved', 'taken-back']);
    expect(state.added).toHaveLength(1);
  });
});

describe('when it can not go on', () => {
  it('stops where there is no room, says what is in, and brings the rest once there is', async () => {
    const job = started();
    const save = backpack.save.bind(backpack);
    let room = 2;
    vi.spyOn(backpack, 'save').mockImplementation(async (saving) => {
      if (room === 0) return { kind: 'failed', code: 'quota' };
      room -= 1;
      return save(saving);
    });
    await job.add(given(json(1), json(2), json(3), json(4)));
    expect(kinds()).toEqual(['saved', 'saved', 'failed', 'full']);
    expect([state.again, await backpack.count()]).toEqual([2, 2]);
    room = 9;
    await job.tryAgain();
    expect(kinds()).toEqual(['saved', 'saved', 'saved', 'saved']);
    expect(state.added).toHaveLength(4);
  });

  it('counts what an earlier try had put in as put in by it', async () => {
    const job = started();
    const save = backpack.save.bind(backpack);
    vi.spyOn(backpack, 'save')
      .mockImplementationOnce(save)
      .mockResolvedValueOnce({ kind: 'failed', code: 'quota' });
    await job.add(given(new File([`[${textOf(1)},${textOf(2)}]`], 'two.json')));
    expect(kinds()).toEqual(['saved,failed']);
    await job.tryAgain();
    expect(kinds()).toEqual(['saved,saved']);
  });

  it('ends where the person stops it, with everything whole, and can go on', async () => {
    const job = started({
      contentsOf: async (bytes) => {
        if (bytes[bytes.length - 1] === 125 && new TextDecoder().decode(bytes).includes('urn:2')) job.stop();
        return contentsOf(bytes);
      },
    });
    await job.add(given(json(1), json(2), json(3), json(4)));
    expect(kinds()).toEqual(['saved', 'saved', 'cancelled', 'cancelled']);
    await job.tryAgain();
    expect(kinds()).toEqual(['saved', 'saved', 'saved', 'saved']);
  });

  it('done again after it was cut short, it doubles nothing', async () => {
    const save = backpack.save.bind(backpack);
    let left = 3;
    vi.spyOn(backpack, 'save').mockImplementation(async (saving) => {
      left -= 1;
      return left < 0 ? new Promise(() => undefined) : save(saving); // The tab was closed here.
    });
    void started().add(given(...Array.from({ length: 9 }, (_, at) => json(at))));
    await vi.waitFor(async () => expect(await backpack.count()).toBe(3));
    vi.restoreAllMocks();
    await started().add(given(...Array.from({ length: 9 }, (_, at) => json(at))));
    expect(kinds()).toEqual([...Array(3).fill('already'), ...Array(6).fill('saved')]);
    expect(await backpack.count()).toBe(9);
  });

  it('says whose leave is missing for which badges, and checks those alone once it is there', async () => {
    const checked: string[] = [];
    let leave = false;
    const job = started({
      check: async (badgeId) => {
        checked.push(badgeId);
        const needing = checked.length === 1 && !leave;
        await backpack.addReport(
          badgeId,
          {
            ...reportNumber(
              checked.length,
              needing ? 'could-not-check' : 'verified',
              `2026-01-01T00:00:0${checked.length}Z`,
            ),
            needs: needing ? ['school.example'] : [],
            checks: needing
              ? [
                  {
                    id: 'hosted',
                    outcome: 'skipped',
                    code: 'not-asked',
                    params: { host: 'school.example', reason: 'permission' },
                  },
                ]
              : [],
          },
          [],
        );
      },
    });
    await job.add(given(json(1), json(2)));
    expect(state.needs).toEqual({ hosts: ['school.example'], badgeIds: [checked[0]] });
    leave = true;
    await job.checkNeeding();
    expect(checked).toEqual([checked[0], checked[1], checked[0]]);
    expect(state.needs.hosts).toEqual([]);
  });

  it('takes what is given while it works, before it checks the rest', async () => {
    const order: string[] = [];
    const job = started({
      check: async () => {
        order.push(`check with ${await backpack.count()} in`);
        if (order.length === 1) void job.add(given(json(9)));
      },
    });
    await job.add(given(...[1, 2, 3, 4, 5, 6].map((number) => json(number))));
    expect(kinds()).toHaveLength(7);
    expect(order.slice(-3)).toEqual(Array(3).fill('check with 7 in'));
  });

  it('reports a thousand files in few steps', async () => {
    let shown = 0;
    const job = started({
      shown: (next) => {
        state = next;
        shown += 1;
      },
    });
    const began = performance.now();
    await job.add(given(...Array.from({ length: 1_000 }, (_, at) => json(at))));
    expect(state.added).toHaveLength(1_000);
    expect(shown).toBeLessThan((performance.now() - began) / 90 + 10);
  });
});

describe('the clipboard', () => {
  it('may have taken the badge out of a picture: the way to the original is told', async () => {
    const photo = new File([Uint8Array.of(0xff, 0xd8, 0xff)], 'image.png');
    await started().add([waitingPasted(photo, 'Picture', 'https://a.example/badge.png')]);
    expect(state.lines).toMatchObject([
      {
        pasted: { link: 'https://a.example/badge.png' },
        outcome: { kind: 'left', why: 'picture-without-badge' },
      },
    ]);
  });
});
