// Files of the folder are read with suspicion: half of one may have come, and anybody may write into a shared folder.
import * as v from 'valibot';
import { entryIdOf } from '../../page/entry-identity';
import {
  identitySchema,
  markSchema,
  sharedArrangementSchema,
  sharedBadgeSchema,
  trustEntrySchema,
} from '../archive/about';
import { sha256Hex } from '../award-keys';
import { trustIdOf } from '../records';
import type { Registers } from './registers';
import type { Gone, SharedBadge } from './shared-badge';

/** Undefined where it is no whole record about the document in it. */
export async function readSharedBadge(bytes: Uint8Array): Promise<SharedBadge | undefined> {
  const parsed = v.safeParse(sharedBadgeSchema, jsonOf(bytes));
  if (!parsed.success) return undefined;
  const { key, life, saves, badge, files, reports, evidence } = parsed.output;
  const { documentForm: form, documentText: text, awardKeys, digest } = badge;
  if ((await sha256Hex(text)) !== digest) return undefined;
  if ((await entryIdOf({ form, text })) !== key || !awardKeys.includes(key)) return undefined;
  return { key, life, saves, badge, files, reports, evidence };
}

export interface SharedArrangement {
  registers: Registers;
  gone: Record<string, Gone>;
}

export function readArrangement(bytes: Uint8Array): SharedArrangement | undefined {
  const parsed = v.safeParse(sharedArrangementSchema, jsonOf(bytes));
  if (!parsed.success) return undefined;
  const { registers, gone } = parsed.output;
  return {
    registers: Object.fromEntries(
      Object.entries(registers).filter(([name, { value }]) => isSound(name, value)),
    ),
    gone,
  };
}

/** What is not as it should be is as if it had not come. */
function isSound(name: string, value: unknown): boolean {
  if (value === undefined) return true;
  const [kind] = name.split(' ');
  const schema = SCHEMAS[kind ?? ''];
  if (!schema) return true;
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) return false;
  // One decision under the name of another would be shown as that one.
  return kind !== 'trust' || name === `trust ${trustIdOf(v.parse(trustEntrySchema, value))}`;
}

const SCHEMAS: Record<string, v.GenericSchema> = {
  trust: trustEntrySchema,
  identity: identitySchema,
  mark: markSchema,
};

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined; // Half a file, or something else.
  }
}
