import { i18n } from '#i18n';
import type { Told } from './told';

/** To the clipboard; where the browser refuses, for the person to copy by hand. */
export async function copyText(text: string): Promise<Told> {
  try {
    await navigator.clipboard.writeText(text);
    return { kind: 'done', words: i18n.t('share.copied') };
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    return { kind: 'by-hand', text };
  }
}
