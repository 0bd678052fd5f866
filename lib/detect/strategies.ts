import { addresses } from './addresses';
import { embeds } from './embeds';
import { inlineSvg } from './inline-svg';
import { jsonTexts } from './json-texts';
import { jwtTexts } from './jwt-texts';
import { pictures } from './pictures';
import type { Strategy } from './strategy';

/** Cheapest first. */
export const STRATEGIES: readonly Strategy[] = [addresses, embeds, jsonTexts, jwtTexts, inlineSvg, pictures];
