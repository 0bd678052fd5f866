// The file of one badge in the folder, and what tells that it has to be written again.
import { slugOf } from '../archive/layout';
import { sha256Hex } from '../award-keys';
import { inFixedOrder } from '../taking-in';
import { canonical } from './registers';
import type { OutlinedBadge } from './shared-backpack';
import type { SharedBadge } from './shared-badge';

export function recordText(shared: SharedBadge): string {
  return `${JSON.stringify(inFixedOrder({ format: 'laurel-badge', ...shared }), null, 1)}\n`;
}

export async function recordName({ key, badge }: SharedBadge, text: string): Promise<string> {
  return `${slugOf(badge)}-${key.slice(0, 12)}.${(await sha256Hex(text)).slice(0, 16)}.json`;
}

/** Of all that belongs to a badge here: another one tells that something changed. */
export async function fingerprintOf(
  badge: OutlinedBadge,
  parts: readonly string[],
  life: number,
): Promise<string> {
  return sha256Hex(canonical([badge, parts, life]));
}
