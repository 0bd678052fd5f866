// What the parts of the dialog do one at a time, with its progress and end shown by the dialog.
import type { ComponentChildren } from 'preact';
import type { OrganisedBackpack } from '../../../lib/backpack/organised-backpack';

/** What the person is told at the end. */
export type Told = ComponentChildren | { problem: string };

/** One thing at a time; a failure is told and leaves everything as it was. */
export type Run = (
  words: string,
  act: (
    signal: AbortSignal,
    onProgress: (progress: { done: number; total: number }) => void,
  ) => Promise<Told>,
) => Promise<void>;

export interface PartProps {
  backpack: OrganisedBackpack;
  run: Run;
  busy: boolean;
  changed: () => void;
}
