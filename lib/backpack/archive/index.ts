// The whole backpack as one zip in open formats, and back again (its own FORMAT.md says how: explanation.ts).
// A face of its own beside the room's index.ts: only the pages that keep the backpack safe need it, never the worker.
export {
  type Archive,
  type BroughtIn,
  type Item,
  type OpenedArchive,
  openArchive,
  packedAs,
} from './open-archive';
export type { IndexWords } from './readable-index';
export { writeArchive } from './write-archive';
