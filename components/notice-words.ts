// What a notice says. No view library here: the worker's notifications say it too.
import { i18n } from '#i18n';
import type { Notice } from '../lib/backpack';
import { dateInWords } from './dates';

/** Names are strangers' words: as text, and no longer than a line or two. */
const MAX_NAME = 80;

export function noticeSentence(notice: Notice, name: string | undefined): string {
  const shown = name === undefined ? i18n.t('words.unnamed') : shortened(name);
  switch (notice.kind) {
    case 'expiring':
      return i18n.t('news.expiring', { name: shown, date: dateInWords(notice.until ?? '') ?? '' });
    case 'revoked':
      return i18n.t('news.revoked', { name: shown });
    case 'suspended':
      return i18n.t('news.suspended', { name: shown });
    case 'changed':
      return i18n.t('news.changed', { name: shown });
    case 'gone':
      return i18n.t('news.gone', { name: shown });
  }
}

function shortened(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length > MAX_NAME ? `${line.slice(0, MAX_NAME)}…` : line;
}
