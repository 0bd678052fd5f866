// What nobody needs any more goes from the folder, once all that it said is in newer files.
import type { FolderRun } from './run';

export async function tidy(run: FolderRun): Promise<void> {
  const inUse = new Set([...run.rows.values()].map(({ file }) => file));
  for (const [name, place] of run.spent) {
    if (inUse.has(name) || name === run.arrangementFile) continue;
    if (run.there.get(place)?.has(name)) await run.directory.remove(place, name);
  }
  if (run.dropped.size === 0) return;
  const wanted = new Set([
    ...run.named,
    ...[...run.rows.values()].flatMap(({ files, evidence }) =>
      [...files, ...evidence].map(({ file }) => file),
    ),
  ]);
  for (const [name, place] of run.dropped) {
    const stored = await run.shelf.stored(name);
    if (!wanted.has(name) && run.there.get(place)?.has(stored)) await run.directory.remove(place, stored);
  }
}
