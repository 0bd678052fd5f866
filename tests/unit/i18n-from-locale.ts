// Gives tests the real words: import this file (for its effect) before anything that imports '#i18n'.
import { join } from 'node:path';
import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';
import { fakeBrowser } from 'wxt/testing/fake-browser';

export const messages = generateChromeMessages(
  await parseMessagesFile(join(import.meta.dirname, '../../locales/en.yml')),
);

const PREDEFINED: Record<string, string> = { '@@ui_locale': 'en_GB', '@@bidi_dir': 'ltr' };

/** As browsers do it: `$1` to `$9` are replaced, `$$` is a dollar sign, an unknown name is the empty string. */
fakeBrowser.i18n.getMessage = (name: string, substitutions?: unknown) => {
  const message = PREDEFINED[name] ?? messages[name]?.message ?? '';
  const values = [substitutions ?? []].flat();
  return message.replace(/\$(\$|[1-9])/g, (_, mark) =>
    mark === '$' ? '$' : String(values[Number(mark) - 1] ?? ''),
  );
};
