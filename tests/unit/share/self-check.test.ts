// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { checkPage } from '../../../lib/share/self-check';

it.each([
  ['2020-05-03T00:00:00Z', true],
  ['2999-05-03T00:00:00Z', false],
  ['in spring', false],
])('an end on %s lies in the past: %s', async (end, isPast) => {
  document.body.innerHTML = `<article data-badge><time data-says="until" datetime="${end}"></time></article>`;
  await checkPage(document);
  expect(document.querySelector('[data-badge]')?.hasAttribute('data-past')).toBe(isPast);
});
