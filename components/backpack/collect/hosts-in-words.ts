import { i18n } from '#i18n';
import { wordsLocale } from '../../dates';

const MAX_HOSTS = 3;

/** Whom a click would ask: the first few, each once, and how many more. */
export function hostsInWords(all: readonly string[]): string {
  const hosts = [...new Set(all)];
  const named = hosts.slice(0, MAX_HOSTS);
  const more = hosts.length - named.length;
  const list = more > 0 ? [...named, i18n.t('backpack.add.moreHosts', more)] : named;
  return new Intl.ListFormat(wordsLocale()).format(list);
}
