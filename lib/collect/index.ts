// What a person has elsewhere, taken in: files, folders, zips, PDFs, exports of other backpacks, addresses. Each thing has
// its own result, and none stops the others. Knows what holds badges, not how badges are read: contents.ts, addresses.ts
// and pdfs.ts are faces of their own, with the code that only an import needs.
export type { ReadAddress } from './addresses';
export type { Contents, FoundBadge } from './contents';
export { Import, type ImportWorld } from './import';
export { type ImportState, type Line, NOTHING_ADDED, type Outcome, type Saved } from './outcome';
export {
  type GivenFile,
  type GivenPdf,
  type LeftOut,
  mayHoldBadge,
  type Waiting,
  waitingFiles,
  waitingPasted,
} from './waiting';
