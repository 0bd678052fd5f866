// What the page and the worker that keeps the folder say to each other.
import type { BackpackErrorCode } from '../../../../lib/backpack';
import type { FolderTrouble, Synced } from '../../../../lib/backpack/folder';

export type FolderWish =
  | { act: 'look' }
  | { act: 'choose'; handle: FileSystemDirectoryHandle; passphrase: string }
  | { act: 'unlock'; passphrase: string }
  | { act: 'sync' }
  | { act: 'leave' };

/** The folder as the person chose it. */
export interface ChosenFolder {
  name: string;
  handle: FileSystemDirectoryHandle;
  sealed: boolean;
  doneAt?: string;
}

/** `not-lockable`: there are open badges in it already. */
export type FolderProblem = FolderTrouble | BackpackErrorCode | 'wrong-passphrase' | 'not-lockable';

export type FolderAnswer =
  | { kind: 'folder'; folder: ChosenFolder | undefined }
  /** Locked: this tab needs the passphrase first. */
  | { kind: 'locked' }
  | { kind: 'synced'; synced: Extract<Synced, { kind: 'done' }> }
  | { kind: 'problem'; code: FolderProblem };

export type FolderNews =
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'answer'; answer: FolderAnswer };
