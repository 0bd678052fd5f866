// Keeps the folder beside the page: reading thousands of badges must not hold up who looks at them. The passphrase's key
// lives here, in memory, for as long as the tab is open.
import { BackpackError } from '../../../../lib/backpack';
import {
  directoryOf,
  FolderError,
  isSealed,
  OPEN_SHELF,
  openSharedBackpack,
  type SharedBackpack,
  type Shelf,
  syncFolder,
} from '../../../../lib/backpack/folder';
import { openSealedShelf } from '../../../../lib/backpack/folder/sealed-shelf';
import type { FolderAnswer, FolderNews, FolderWish } from './folder-work';

let opened: Promise<SharedBackpack> | undefined;
/** Of the choice with that id. */
let unlocked: { id: string; shelf: Shelf } | undefined;

addEventListener('message', async ({ data }: MessageEvent<FolderWish>) => {
  tell({ kind: 'answer', answer: await answerTo(data) });
});

async function answerTo(wish: FolderWish): Promise<FolderAnswer> {
  try {
    opened ??= openSharedBackpack().catch((cause: unknown) => {
      opened = undefined; // Tried anew the next time.
      throw cause;
    });
    return await act(wish, await opened);
  } catch (cause) {
    if (cause instanceof FolderError || cause instanceof BackpackError) {
      console.error('Laurel could not keep the folder', cause.code, cause.cause);
      return { kind: 'problem', code: cause.code };
    }
    console.error('Laurel could not keep the folder', cause);
    return { kind: 'problem', code: 'failed' };
  }
}

function act(wish: FolderWish, backpack: SharedBackpack): Promise<FolderAnswer> {
  switch (wish.act) {
    case 'look':
      return look(backpack);
    case 'choose':
      return choose(backpack, wish.handle, wish.passphrase);
    case 'unlock':
      return unlock(backpack, wish.passphrase);
    case 'sync':
      return sync(backpack);
    case 'leave':
      return backpack.choose(undefined).then(() => look(backpack));
  }
}

async function look(backpack: SharedBackpack): Promise<FolderAnswer> {
  const choice = await backpack.choice();
  if (!choice) return { kind: 'folder', folder: undefined };
  const { name, sealed, doneAt } = choice;
  return {
    kind: 'folder',
    folder: { name, handle: handleOf(choice), sealed, ...(doneAt === undefined ? {} : { doneAt }) },
  };
}

async function choose(
  backpack: SharedBackpack,
  handle: FileSystemDirectoryHandle,
  passphrase: string,
): Promise<FolderAnswer> {
  const directory = await directoryOf(handle);
  const sealed = await isSealed(directory);
  if (passphrase !== '' && !sealed && (await directory.list('records')).length > 0) {
    return { kind: 'problem', code: 'not-lockable' };
  }
  await backpack.choose({ name: handle.name, handle, sealed: sealed || passphrase !== '' });
  if (passphrase !== '') return unlock(backpack, passphrase);
  return sealed ? { kind: 'locked' } : look(backpack);
}

async function unlock(backpack: SharedBackpack, passphrase: string): Promise<FolderAnswer> {
  const choice = await backpack.choice();
  if (!choice) return look(backpack);
  const shelf = await openSealedShelf(await directoryOf(handleOf(choice)), passphrase);
  if (shelf.kind === 'problem') return { kind: 'problem', code: shelf.code };
  unlocked = { id: choice.id, shelf: shelf.shelf };
  return look(backpack);
}

async function sync(backpack: SharedBackpack): Promise<FolderAnswer> {
  const choice = await backpack.choice();
  if (!choice) return look(backpack);
  const directory = await directoryOf(handleOf(choice));
  const sealed = choice.sealed || (await isSealed(directory));
  const shelf = sealed ? (unlocked?.id === choice.id ? unlocked.shelf : undefined) : OPEN_SHELF;
  if (!shelf) return { kind: 'locked' };
  const onProgress = throttled(({ done, total }: { done: number; total: number }) =>
    tell({ kind: 'progress', done, total }),
  );
  const synced = await syncFolder({ backpack, directory, shelf, onProgress });
  if (synced.kind === 'ended') return look(backpack);
  return synced.kind === 'done' ? { kind: 'synced', synced } : { kind: 'problem', code: synced.code };
}

/** Only this worker writes choices, and always with a handle. */
function handleOf({ handle }: { handle: unknown }): FileSystemDirectoryHandle {
  return handle as FileSystemDirectoryHandle;
}

const TOLD_EVERY_MS = 200;

function throttled<T>(say: (value: T) => void): (value: T) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (value) => {
    if (performance.now() - last < TOLD_EVERY_MS) return;
    last = performance.now();
    say(value);
  };
}

function tell(news: FolderNews): void {
  postMessage(news);
}
