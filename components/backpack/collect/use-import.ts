import { useEffect, useRef, useState } from 'preact/hooks';
import type { Backpack } from '../../../lib/backpack';
import { Import, type ImportState, NOTHING_ADDED } from '../../../lib/collect';
import type { BackpackSurroundings } from '../surroundings';

interface Importing {
  backpack: Backpack;
  around: BackpackSurroundings;
  changed: () => Promise<void>;
  /** A whole backpack was among the files. */
  backup: (file: File) => void;
}

/** How far an import is: it changes many times a second, and only who asks for a part is drawn anew. */
export class ImportProgress {
  state = NOTHING_ADDED;
  readonly #listeners = new Set<() => void>();

  show(state: ImportState): void {
    this.state = state;
    for (const listener of this.#listeners) listener();
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** A part of it, always the newest. */
export function useProgress<T>(progress: ImportProgress, select: (state: ImportState) => T): T {
  const [, drawAnew] = useState({});
  const value = select(progress.state);
  const shown = useRef({ value, select });
  shown.current = { value, select };
  useEffect(
    () =>
      progress.listen(() => {
        const { value: last, select: newest } = shown.current;
        if (newest(progress.state) !== last) drawAnew({});
      }),
    [progress],
  );
  return value;
}

/** One import for the life of the page. */
export function useImport(importing: Importing): [ImportProgress, Import] {
  const progress = useRef<ImportProgress | undefined>(undefined);
  progress.current ??= new ImportProgress();
  const shown = progress.current;
  const newest = useRef(importing);
  newest.current = importing;
  const own = useRef<Import | undefined>(undefined);
  own.current ??= new Import({
    backpack: importing.backpack,
    contentsOf: importing.around.contentsOf,
    takePdf: importing.around.takePdf,
    check: importing.around.recheck,
    backup: (file) => newest.current.backup(file),
    changed: () => newest.current.changed(),
    shown: (state) => shown.show(state),
  });
  useAskBeforeLeaving(useProgress(shown, ({ working }) => working?.on === 'adding'));
  return [shown, own.current];
}

/** What is in is whole, and the rest can be added again: but nobody wants to find that out by accident. */
function useAskBeforeLeaving(working: boolean): void {
  useEffect(() => {
    if (!working) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [working]);
}
