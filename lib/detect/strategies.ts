import { addresses } from './addresses';
import { inlineSvg } from './inline-svg';
import { objects, pictures } from './pictures';
import type { Strategy } from './strategy';
import { texts } from './texts';

/** Cheapest first. */
export const STRATEGIES: readonly Strategy[] = [addresses, texts, inlineSvg, objects, pictures];
