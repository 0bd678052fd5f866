import { verifyCredential } from '@digitalcredentials/verifier-core';
import { answerTasks } from './verification-task';

// It looks for a schema that no badge named; nothing of the bench leaves the machine, and it says so each time.
globalThis.fetch = async () => new Response('not here', { status: 404 });
console.log = console.error = () => undefined;

// Without registries to look issuers up in, it asks nobody else.
answerTasks(async ({ text }) => {
  const { log } = await verifyCredential({ credential: JSON.parse(text), knownDIDRegistries: [] });
  return log?.some(({ id, valid }) => id === 'valid_signature' && valid) ?? false;
});
