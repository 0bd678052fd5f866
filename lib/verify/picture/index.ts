// Whether two pictures are one: the picture on a page and the one that the credential declares. Pure arithmetic over
// pixels; whoever calls it decodes them. It runs where the pixels are (the offscreen page), never in the worker.
export { comparePictures } from './compare';
export type { Pixels } from './pixels';
