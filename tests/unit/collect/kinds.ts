import type { ImportState } from '../../../lib/collect';

/** What became of each line, in a word. */
export function kindsIn({ lines }: ImportState): string[] {
  return lines.map(({ outcome }) =>
    outcome.kind === 'read'
      ? outcome.saves.map(({ kind }) => kind).join()
      : outcome.kind === 'left'
        ? outcome.why
        : outcome.kind,
  );
}
