import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { GivenFile } from '../../../lib/collect';
import { filesOfFolder } from './dropped-files';

interface ChooseProps {
  add: (files: GivenFile[]) => void;
  children: ComponentChildren;
}

/** A button that opens the file chooser. */
export function ChooseFiles({ add, children }: ChooseProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept=".png,.svg,.json,.jsonld,.jwt,.jws,.txt,.zip,.age,.pdf,image/png,image/svg+xml,application/json,application/zip,application/pdf"
        onChange={(event) => {
          add([...(event.currentTarget.files ?? [])].map((file) => ({ file })));
          event.currentTarget.value = ''; // The same file may be chosen again.
        }}
      />
    </>
  );
}

/** The same for a folder with all that is in it. Browsers on phones have none to choose. */
export function ChooseFolder({ add, children }: ChooseProps) {
  const input = useRef<HTMLInputElement>(null);
  if (!('webkitdirectory' in HTMLInputElement.prototype)) return null;
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={(element) => {
          input.current = element;
          // No attribute that the types know of; every browser that has folders has it.
          if (element) element.webkitdirectory = true;
        }}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          add(filesOfFolder([...(event.currentTarget.files ?? [])]));
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
