import { expect, it } from 'vitest';
import type { Backpack, ListedBadge } from '../../../lib/backpack';
import { knownIssuers } from '../../../lib/page/known-issuers';

const kept = (value: string, answer: ListedBadge['answer'] = 'verified') =>
  ({ answer, sealer: { kind: 'domain', value } }) as ListedBadge;

it('knows the issuers of good badges, the first that was kept first', async () => {
  // As the backpack lists them: newest first.
  const list = [kept('schoo1.example'), kept('forger.example', 'not-valid'), kept('school.example')];
  const backpack = { list: async () => list, trust: async () => [] } as unknown as Backpack;
  const { knownDomains } = await knownIssuers({ openBackpack: async () => backpack });
  expect(knownDomains).toEqual(['school.example', 'schoo1.example']);
});
