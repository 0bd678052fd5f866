import { describe, expect, it } from 'vitest';
import { boundInWords } from '../../../components/backpack/use-bound-to';
import type { OwnIdentity } from '../../../lib/backpack';
import type { RecipientIdentity } from '../../../lib/credential';
import '../i18n-from-locale';

const identity = (type: string, value: string) => ({ type, value }) as OwnIdentity;
const MINE = [
  identity('name', 'Ana Lima'),
  identity('email', 'ana@home.example'),
  identity('email', 'ana@example.org'),
];
const bound = (recipients: RecipientIdentity[], mine: readonly OwnIdentity[] = MINE) =>
  boundInWords({ badge: { recipients } }, mine);

describe('whom a saved badge is bound to', () => {
  it('names the identity that matched', async () => {
    expect(await bound([{ type: 'email', value: 'ANA@example.org' }])).toBe(
      'It is bound to you, by ana@example.org.',
    );
  });

  it('is somebody else only when an identity of that kind was compared', async () => {
    expect(await bound([{ type: 'email', value: 'bo@example.org' }])).toContain('bound to somebody else');
    expect(await bound([{ type: 'telephone', value: '+34600123456' }])).toBe(
      'Bound to a telephone number; none of yours is of that kind.',
    );
  });

  it('is nobody for a name alone, whoever bears it', async () => {
    expect(await bound([{ type: 'name', value: 'Ana Lima' }])).toContain('A name alone identifies nobody.');
    expect(await bound([{ type: 'name', value: 'Bo Berg' }])).toBe('It carries another name than yours.');
    expect(await bound([])).toBe('Not bound to anyone. Whoever holds the file has it.');
  });

  it('is not said to who never said who they are', async () => {
    expect(await bound([{ type: 'email', value: 'ana@example.org' }], [])).toBeUndefined();
  });
});
