// The chosen badges as plain files in one zip: what other backpacks, forms and people take.
import type { Backpack, SavedBadge } from '../../../lib/backpack';
import { fileNameOf, withPictureEnding } from '../../../lib/formats/file-name';
import type { ZipEntry } from '../../../lib/zip';
import { documentFileName } from '../badge-files';
import { nameOfSaved } from '../badge-list';

interface Options {
  /** Before each badge. */
  onBadge: (done: number) => void;
  signal: AbortSignal;
}

/** Of each badge the file as it was found, else its document. Throws the signal's reason once it aborts. */
export async function* badgeFiles(
  backpack: Backpack,
  ids: readonly string[],
  { onBadge, signal }: Options,
): AsyncGenerator<ZipEntry> {
  const taken = new Set<string>();
  for (const [done, id] of ids.entries()) {
    signal.throwIfAborted();
    onBadge(done);
    const saved = await backpack.get(id);
    if (!saved) continue; // Deleted meanwhile.
    const original = (await backpack.files(id)).find(({ role }) => role === 'original');
    const bytes = original?.bytes ?? new TextEncoder().encode(saved.documentText);
    const found = original && withPictureEnding(original.name, original.mediaType);
    yield { name: freeName(saved, found, taken), bytes };
  }
}

/** After the badge and not after the file, which is `image.png` at many issuers. */
function freeName(saved: SavedBadge, originalName: string | undefined, taken: Set<string>): string {
  const [, extension = ''] = /\.([A-Za-z0-9]{1,8})$/.exec(originalName ?? documentFileName(saved)) ?? [];
  const stem = fileNameOf(nameOfSaved(saved), { fallback: 'badge', max: 80 });
  const ending = extension === '' ? '' : `.${extension.toLowerCase()}`;
  let name = stem + ending;
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${stem}-${count}${ending}`;
  taken.add(name.toLowerCase());
  return name;
}
