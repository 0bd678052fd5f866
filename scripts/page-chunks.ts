// Which scripts of Laurel's pages are built into one file: every file that a page waits for at its start costs more
// than a few kilobytes that it could do without. What is asked for later stays apart.
import type { Rolldown } from 'vite';

type Modules = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>;

/** The pages that people wait for, the smallest first: what one of them shares with others is one file. */
const STARTS = [
  { page: 'card', chunk: 'start' },
  { page: 'popup', chunk: 'lists' },
];

/** For a build of `pages`: their HTML files by name. */
export function pageChunks(pages: ReadonlyMap<string, string>): Rolldown.CodeSplittingGroup[] {
  const reachedBy = new Map<string, ReadonlySet<string>>();
  const atStart = (page: string, modules: Modules) => {
    const reached = reachedBy.get(page) ?? reachedFrom(pages.get(page), modules);
    reachedBy.set(page, reached);
    return reached;
  };
  return STARTS.map(({ page, chunk }, at) => ({
    debugName: chunk,
    // What the first takes, the next leaves alone.
    priority: STARTS.length - at,
    name: (id, modules) => {
      const sharers = [...pages.keys()].filter((one) => atStart(one, modules).has(id));
      return sharers.includes(page) && sharers.length > 1 ? chunk : null;
    },
  }));
}

/** All modules that run before the page shows anything. */
function reachedFrom(entry: string | undefined, modules: Modules): Set<string> {
  const reached = new Set<string>();
  const waiting = entry === undefined ? [] : [entry];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    waiting.push(...(modules.getModuleInfo(id)?.importedIds ?? []));
  }
  return reached;
}
