// The system's own share sheet: other apps and devices near by.
import { i18n } from '#i18n';
import type { Told } from './told';

/** Types of the files that may go along. */
const SHARED_TYPES = { png: 'image/png', svg: 'image/svg+xml', html: 'text/html' } as const;
type SharedType = keyof typeof SHARED_TYPES;

export function hasSystemSheet(): boolean {
  return typeof navigator.share === 'function';
}

/** Whether the sheet takes files of this kind here. */
export function takesFiles(type: SharedType): boolean {
  if (!hasSystemSheet() || typeof navigator.canShare !== 'function') return false;
  return navigator.canShare({ files: [sharedFile(`badge.${type}`, type, new Uint8Array(1))] });
}

export function sharedFile(name: string, type: SharedType, bytes: Uint8Array): File {
  return new File([bytes.slice()], name, { type: SHARED_TYPES[type] });
}

/** Resolves to what to tell. A click that is some seconds old opens no sheet: then it is ready for the next one. */
export async function shareWithSystem(data: ShareData): Promise<Told> {
  if (!navigator.userActivation.isActive) return { kind: 'ready', share: () => shareWithSystem(data) };
  try {
    await navigator.share(data);
    return { kind: 'nothing' };
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    // Closing the share sheet is a choice, not a fault.
    if (cause.name === 'AbortError') return { kind: 'nothing' };
    // The system, or whoever looks after it, does not want it.
    const words = cause.name === 'NotAllowedError' ? 'share.systemRefused' : 'share.failed';
    return { kind: 'failed', words: i18n.t(words) };
  }
}
