// What the worker and the picture comparer say to each other. Only Laurel's own origin hears a broadcast channel.
import type { PictureOutcome } from '../page';

export const PICTURE_CHANNEL = 'laurel-pictures';

export interface PictureRequest {
  /** Random, for the reply. */
  request: string;
  shown: Uint8Array;
  declared: Uint8Array;
}

export interface PictureReply {
  reply: string;
  result: PictureOutcome;
}

export function isPictureRequest(data: unknown): data is PictureRequest {
  return isRecord(data) && typeof data.request === 'string';
}

export function isPictureReply(data: unknown): data is PictureReply {
  return isRecord(data) && typeof data.reply === 'string';
}

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null;
}
