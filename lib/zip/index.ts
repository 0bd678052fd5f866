// Zip files, written piece by piece and read with suspicion: nothing is unpacked that was not asked for by name, and
// nothing grows beyond what it was said to be. Knows nothing about badges.
export {
  type OpenedZip,
  openZip,
  type ReadEntry,
  type ReadZip,
  type Refusal,
  ZIP_LIMITS,
  type ZipLimits,
} from './open-zip';
export { writeZip, type ZipEntry } from './write-zip';
