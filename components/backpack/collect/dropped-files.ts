import { type GivenFile, mayHoldBadge } from '../../../lib/collect';

/** As many as an export of a life has; what is beyond waits for another drop. */
const MAX_FILES = 20_000;
const MAX_DEPTH = 12;

/**
 * Everything that was dropped, folders with what is in them. Asked of the event at once: its list is empty afterwards.
 * What can not be opened is given as a file that can not be read, so that it has its line and the others come in.
 */
export async function droppedFiles({ dataTransfer }: DragEvent): Promise<GivenFile[]> {
  const dropped = [...(dataTransfer?.items ?? [])].map((item) => {
    const entry = item.webkitGetAsEntry();
    return entry?.isDirectory ? entry : item.getAsFile();
  });
  const files: GivenFile[] = [];
  for (const one of dropped) {
    if (one instanceof File) files.push({ file: one });
    else if (one) await addFilesBelow(one, { files, path: one.name, depth: 0 });
  }
  return files;
}

interface Walk {
  files: GivenFile[];
  path: string;
  depth: number;
}

async function addFilesBelow(entry: FileSystemEntry, { files, path, depth }: Walk): Promise<void> {
  if (depth > MAX_DEPTH || files.length >= MAX_FILES) return;
  try {
    if (isFile(entry)) {
      if (mayHoldBadge(path, { packed: true })) files.push({ file: await fileOf(entry), path });
    } else if (isFolder(entry)) {
      for (const inside of await entriesOf(entry)) {
        await addFilesBelow(inside, { files, path: `${path}/${inside.name}`, depth: depth + 1 });
      }
    }
  } catch (cause) {
    console.error('Laurel could not open what was dropped', cause);
    files.push({ file: unreadable(entry.name), path });
  }
}

/** By name, as folders are shown. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    // Browsers give at most a hundred at a time.
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return entries.sort(({ name: one }, { name: other }) => BY_NAME(one, other));
    entries.push(...some);
  }
}

const BY_NAME = new Intl.Collator(undefined, { numeric: true }).compare;

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((done, failed) => entry.file(done, failed));
}

function unreadable(name: string): File {
  const refuse = () => Promise.reject(new DOMException('It could not be opened', 'NotReadableError'));
  return Object.assign(new File([], name), { slice: () => ({ arrayBuffer: refuse }), arrayBuffer: refuse });
}

/** Of a folder that was chosen: what can hold a badge. */
export function filesOfFolder(chosen: readonly File[]): GivenFile[] {
  return chosen
    .map((file) => ({ file, path: file.webkitRelativePath }))
    .filter(({ path }) => mayHoldBadge(path, { packed: true }))
    .sort(({ path: one }, { path: other }) => BY_NAME(one, other))
    .slice(0, MAX_FILES);
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
