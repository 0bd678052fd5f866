import { addresses, ownAddress } from './addresses';
import { inlineSvg } from './inline-svg';
import { backgrounds, objects, pictures } from './pictures';
import type { Strategy } from './strategy';
import { texts } from './texts';

/** Cheapest first. */
export const STRATEGIES: readonly Strategy[] = [
  ownAddress,
  addresses,
  texts,
  inlineSvg,
  objects,
  pictures,
  backgrounds,
];
