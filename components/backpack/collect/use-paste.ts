import { useEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { type Waiting, waitingPasted } from '../../../lib/collect';
import { addressesIn } from '../../../lib/formats/address-list';

interface Pasting {
  add(waiting: Waiting[]): void;
  /** Nobody is asked by a paste: these wait for a click. */
  offer(addresses: string): void;
}

/** Ctrl+V anywhere outside a text field. */
export function usePaste(pasting: Pasting): void {
  const newest = useRef(pasting);
  newest.current = pasting;
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (isTextField(event.target) || event.defaultPrevented || event.clipboardData === null) return;
      const files = [...event.clipboardData.files];
      const text = event.clipboardData.getData('text/plain');
      if (files.length === 0 && text.trim() === '') return;
      event.preventDefault();
      if (files.length > 0) return newest.current.add(pastedFiles(files, event.clipboardData));
      if (addressesIn(text).length > 0) return newest.current.offer(text.trim());
      newest.current.add([pastedText(text)]);
    };
    addEventListener('paste', paste);
    return () => removeEventListener('paste', paste);
  }, []);
}

function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !/^(?:checkbox|radio|button|submit|file)$/.test(target.type)) ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

/** A picture that was copied from a page comes drawn anew, and with the markup that says where it was. */
function pastedFiles(files: readonly File[], clipboard: DataTransfer): Waiting[] {
  const link = pictureAddress(clipboard.getData('text/html'));
  return files.map((file) => {
    const isDrawn = file.name === 'image.png';
    return waitingPasted(file, isDrawn ? i18n.t('backpack.import.pastedPicture') : file.name, link);
  });
}

/** Parsed apart from this page, where nothing is loaded and nothing runs. */
function pictureAddress(markup: string): string | undefined {
  const source = new DOMParser()
    .parseFromString(markup, 'text/html')
    .querySelector('img')
    ?.getAttribute('src');
  return source && /^https?:\/\//i.test(source) && URL.canParse(source) ? source : undefined;
}

export function pastedText(text: string): Waiting {
  const isJson = /^\s*[[{]/.test(text);
  const file = new File([text.trim()], isJson ? 'badge.json' : 'badge.jwt', {
    type: isJson ? 'application/json' : 'application/jwt',
  });
  return waitingPasted(file, i18n.t('backpack.import.pastedText'));
}
