// proof.html?badge=<id> explains a saved badge, proof.html?tab=<id>&entry=<id> one of an open page.
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { setUpPage } from '../../components/page-setup';
import type { ProofMaterial } from '../../components/proof/material';
import { ProofPage, type ProofSurroundings } from '../../components/proof/proof-page';
import { openBackpack } from '../../lib/backpack';
import { fromBase64 } from '../../lib/formats/base64';
import { ask } from '../../lib/platform';
import { explainProof, replayOf } from '../../lib/verify/explain';
import '../../components/theme.css';
import '../../components/proof/proof.css';

const query = new URLSearchParams(location.search);

const around: ProofSurroundings = {
  load: () => {
    const badge = query.get('badge');
    return badge === null
      ? fromPage(Number(query.get('tab')), query.get('entry') ?? '')
      : fromBackpack(badge);
  },
  explain: (document, evidence, now) => explainProof(document, { fetch: replayOf(evidence), now }),
  copy: (text) => navigator.clipboard.writeText(text),
  version: browser.runtime.getManifest().version,
};

async function fromBackpack(badgeId: string): Promise<ProofMaterial | undefined> {
  const backpack = await openBackpack();
  const [badge, reports, evidence] = await Promise.all([
    backpack.get(badgeId),
    backpack.reports(badgeId),
    backpack.evidence(badgeId),
  ]);
  if (badge === undefined) return undefined;
  const report = (reports.find(({ checkedAt }) => checkedAt === badge.checkedAt) ?? reports[0])?.report;
  return {
    document: { form: badge.documentForm, text: badge.documentText },
    name: badge.badge?.name ?? badge.claimedName ?? '',
    evidence,
    ...(report === undefined ? {} : { report }),
  };
}

async function fromPage(tabId: number, entryId: string): Promise<ProofMaterial | undefined> {
  const proof = await ask('getProof', { tabId, entryId });
  return (
    proof && {
      ...proof,
      evidence: proof.evidence.map(({ base64, ...kept }) => ({ ...kept, bytes: fromBase64(base64) })),
    }
  );
}

setUpPage(i18n.t('proof.pageTitle'));
const root = document.getElementById('app');
if (root) render(<ProofPage around={around} />, root);
