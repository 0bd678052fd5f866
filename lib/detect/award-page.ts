// What a person's page about an award says of where the award itself is. Read only after a click.
import { type Award, awardAt } from './providers';

const MAX_CHARS = 500_000;
const MAX_ADDRESSES = 2_000;

/** The award behind a page, from the address that it was found at in the end and from its text. */
export function awardOfPage(address: string, text: string): Award | undefined {
  const here = readable(address);
  if (here) return here;
  // JSON escapes its slashes, markup its ampersands.
  const plain = text.slice(0, MAX_CHARS).replaceAll('\\/', '/').replaceAll('&amp;', '&');
  let left = MAX_ADDRESSES;
  for (const [named] of plain.matchAll(/https:\/\/[^\s"'<>\\]{4,2000}/g)) {
    const award = readable(named);
    if (award || --left === 0) return award;
  }
  return undefined;
}

/** Only what a machine can read ends the search: one page that leads to another leads nowhere. */
function readable(address: string): Award | undefined {
  const award = awardAt(address);
  return award?.page ? undefined : award;
}
