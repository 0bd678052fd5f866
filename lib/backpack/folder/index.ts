// The backpack kept in a folder that the person picked, which other devices may keep too (explanation.ts says how). A
// face of its own beside the room's index.ts: only the worker of the backpack's page needs it.
export { type Directory, FolderError, type FolderTrouble, type Place } from './directory';
export { directoryOf } from './handle-directory';
export { openSharedBackpack, SharedBackpack } from './shared-backpack';
export { isSealed, OPEN_SHELF, type Shelf } from './shelf';
export { type Synced, syncFolder } from './sync-folder';
