import '../i18n-from-locale';
import { expect, test } from 'vitest';
import { wordsOf } from '../../../components/sentences';
test('x', () => { expect(wordsOf('not-valid')).toBe('Not valid'); });
