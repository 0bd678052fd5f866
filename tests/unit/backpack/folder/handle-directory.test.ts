import { describe, expect, it } from 'vitest';
import { directoryOf } from '../../../../lib/backpack/folder';

/** A picked folder whose disk behaves as told; only what Laurel asks of it. */
function picked(name: string, { failing = '', at = 'none' }: { failing?: string; at?: string } = {}) {
  const asked: string[] = [];
  let aborted = 0;
  const step = (what: string) => {
    asked.push(what);
    if (what === at) throw new DOMException('', failing);
  };
  const directory = (path: string): unknown => ({
    name: path.split('/').at(-1),
    getDirectoryHandle: async (child: string) => {
      step(`directory ${child}`);
      return directory(`${path}/${child}`);
    },
    getFileHandle: async (child: string) => {
      step(`file ${child}`);
      return {
        getFile: async () => ({
          size: child === 'huge.json' ? 20_000_000 : 1,
          arrayBuffer: async () => new ArrayBuffer(1),
        }),
        createWritable: async () => ({
          write: async () => step('write'),
          close: async () => step('close'),
          abort: async () => {
            aborted += 1;
          },
        }),
      };
    },
    removeEntry: async (child: string) => step(`remove ${child}`),
    entries: () => ({
      next: async () => {
        step('entries');
        return { done: true };
      },
    }),
  });
  return { handle: directory(name) as FileSystemDirectoryHandle, asked, aborted: () => aborted };
}

const bytes = new Uint8Array(1);

describe('a folder of the disk', () => {
  it('is one of its own inside the picked one, or the picked one when that is it', async () => {
    const around = picked('Dropbox');
    await directoryOf(around.handle);
    expect(around.asked).toEqual(['directory Laurel backpack']);
    const itself = picked('Laurel backpack');
    await directoryOf(itself.handle);
    expect(itself.asked).toEqual([]);
  });

  for (const at of ['write', 'close']) {
    it(`says that its disk is full (at ${at}) and leaves no half file`, async () => {
      const { handle, aborted } = picked('Laurel backpack', { failing: 'QuotaExceededError', at });
      await expect((await directoryOf(handle)).write('records', 'a.json', bytes)).rejects.toMatchObject({
        code: 'full',
      });
      expect(aborted()).toBe(1);
    });
  }

  it('says that the leave to write ended', async () => {
    const { handle } = picked('Laurel backpack', { failing: 'NotAllowedError', at: 'file a.json' });
    await expect((await directoryOf(handle)).write('records', 'a.json', bytes)).rejects.toMatchObject({
      code: 'permission',
    });
  });

  it('tells a file that is gone from a folder that is gone', async () => {
    const file = picked('Laurel backpack', { failing: 'NotFoundError', at: 'file a.json' });
    expect(await (await directoryOf(file.handle)).read('records', 'a.json')).toBeUndefined();
    const folder = picked('Dropbox', { failing: 'NotFoundError', at: 'directory Laurel backpack' });
    await expect(directoryOf(folder.handle)).rejects.toMatchObject({ code: 'gone' });
  });

  it('does not read what is larger than anything that Laurel writes', async () => {
    const { handle } = picked('Laurel backpack');
    expect(await (await directoryOf(handle)).read('records', 'huge.json')).toBeUndefined();
  });
});
