// How much of a hostile file is looked at. The largest badge chunk met in the wild is 107 kB.
export const limits = {
  chunks: 20_000,
  textChunks: 512,
  chunkBytes: 1_048_576,
  inflatedBytes: 1_048_576,
  /** Badge chunks or elements in one file: sixteen bombs of the size above are still bearable. */
  payloads: 16,
  svgBytes: 512 * 1024,
  xmlDepth: 64,
  xmlElements: 20_000,
};
