// The 1EdTech public validator's credentials, as its own tests state them.
import type { Verdict } from '../../../lib/verify';
import { othersReplay, replay, strangersReplay, vectorBytes } from '../replay';
import { judgeBadge, type StatedCase } from './stated-case';

const FOLDER = '1edtech-public-validator';

/** What MANIFEST.md states, in the words of a verdict. */
export const PUBLIC_VALIDATOR_STATED: Readonly<Record<string, Verdict>> = {
  'ob30/simple.json': 'verified',
  'ob30/simple.1ob': 'verified',
  'ob30/simple_v1.json': 'verified',
  'ob30/simple-did-key-method.json': 'verified',
  'ob30/simple-did-web-method.json': 'verified',
  'ob30/simple-multiple-proofs.json': 'verified',
  'ob30/simple-json.png': 'verified',
  'ob30/simple-jwt.png': 'verified',
  'ob30/simple-jwt_v1.png': 'verified',
  'ob30/simple-json.svg': 'verified',
  'ob30/simple-jwt.svg': 'verified',
  'ob30/simple-jwt_v1.svg': 'verified',
  'ob30/simple-context-alias.json': 'verified',
  'ob30/simple-context-version.json': 'verified',
  'ob30/simple-eddsa-2022.json': 'verified',
  'ob30/simple-err-type.json': 'not-valid',
  'ob30/simple-err-proof-method.json': 'not-valid',
  'ob30/simple-err-proof-method-no-scheme.json': 'not-valid',
  'ob30/simple-err-proof-method-unknown-scheme.json': 'not-valid',
  'ob30/simple-err-proof-method-unknown-did-method.json': 'not-valid',
  'ob30/simple-err-proof-value.json': 'not-valid',
  'ob30/simple-err-expired.json': 'expired',
  'ob30/simple-err-issued.json': 'not-yet-valid',
  'ob30/simple-err-context.json': 'not-valid',
  'ob30/simple-err-issuer.json': 'not-valid',
  'ob30/simple-err-credential-subject-type.json': 'not-valid',
  'ob30/simple-err-credential-subject-identifier-type.json': 'not-valid',
  'ob30/simple-err-credential-subject-result-type.json': 'not-valid',
  'ob30/simple-err-credential-subject-achievement-result-description-type.json': 'not-valid',
  'ob30/simple-err-credential-subject-profile-type.json': 'not-valid',
  'ob30/simple-err-evidence-type.json': 'not-valid',
  'ob30/simple-err-issuer-type.json': 'not-valid',
  'ob30/simple-err-issuer-parentorg-type.json': 'not-valid',
  'ob30/simple-err-issuer-otheridentifier-type.json': 'not-valid',
  'ob30/simple-noproof.json': 'not-valid',
  'ob30/simple.jwt': 'not-valid',
  'ob30/velocity.jwt': 'not-valid',
  'ob30/complete.json': 'not-valid',
  'ob30/complete_v1.json': 'not-valid',
  'ob30/credential-status-revoked.json': 'revoked',
  'ob30/bit-string-list/credential-status-revoked.json': 'revoked',
  'ob30/bit-string-list/credential-status-revoked-blank-nodes.json': 'revoked',
  'ob30/endorsement-valid.json': 'verified',
  'ob30/endorsement-err-schema-status-refresh.json': 'not-valid',
  'ob30/sd/derivedcredential.json': 'verified',
  'clr20/simple.json': 'verified',
  'clr20/simple_v1.json': 'verified',
  'clr20/simple_old_safesigned.json': 'not-valid',
  'clr20/simple-noproof.json': 'not-valid',
  // Both tests are switched off in the source: one needs a host that is gone, the other a newer library.
  'clr20/complex.json': 'verified',
  'clr20/simple.jwt': 'verified',
};

export const publicValidatorCases: StatedCase[] = Object.entries(PUBLIC_VALIDATOR_STATED).map(
  ([name, stated]) => {
    const file = `${FOLDER}/${name}`;
    const judge = (fetch?: typeof globalThis.fetch) => () =>
      judgeBadge({ kind: 'file', bytes: vectorBytes(file) }, fetch);
    return {
      file,
      stated,
      judge: judge(replay()),
      // Another key in its issuer's documents; documents of another issuer; nobody to ask.
      strangers: [judge(strangersReplay()), judge(othersReplay()), judge()],
    };
  },
);
