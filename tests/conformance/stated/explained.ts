// Where Laurel says something else than the source of a vector, on purpose: by which check, by which clause, and why.

export const KINDS = {
  'key not tied': {
    code: 'key-not-tied',
    clause: 'DI §4.4 (controller), DESIGN "Keys"',
    reason:
      'the issuer is a urn:uuid or an unreachable host: nothing says that the key which signed is the issuer’s',
  },
  'context not had': {
    code: 'context-unknown',
    clause: 'DESIGN "Verdict": context not known',
    reason: 'a context of it is not published any more, or not shipped: what was signed can not be told',
  },
  'an earlier fault': {
    code: 'shape-missing',
    clause: 'OB 3.0 §B.1.3 AchievementSubject.achievement [1]',
    reason:
      'it awards no achievement, which comes before its dates; the source asserts one of its errors only',
  },
  'status not had': {
    code: 'host-status',
    clause: 'DESIGN "Verdict": other schema misses are warnings; status not had',
    reason: 'its stated fault is a schema address that is a 404; its revocation list is not published either',
  },
  'carelessly made': {
    code: 'shape-malformed',
    clause: 'DESIGN "Verdict": other schema misses are warnings',
    reason:
      'the recipient is plain text, as it was before 1.0: said beside the answer, and nothing rests on its form',
  },
  'good alone, not here': {
    clause: 'OB 1.0 assertion: recipient, verify',
    reason:
      'the value fits its type, and the hosted badge that it is put into contradicts it or awards nobody',
  },
} satisfies Record<string, { code?: string; clause: string; reason: string }>;

const VALIDATOR = '1edtech-public-validator';
const FIELDS = 'mozilla-openbadges-validator/test-data.json';

export const DIFFERENCES: Readonly<Record<string, { outcome: string; kind: keyof typeof KINDS }>> = {
  [`${VALIDATOR}/ob30/simple-did-key-method.json`]: { outcome: 'could-not-check', kind: 'key not tied' },
  [`${VALIDATOR}/ob30/velocity.jwt`]: { outcome: 'could-not-check', kind: 'key not tied' },
  [`${VALIDATOR}/clr20/simple_v1.json`]: { outcome: 'could-not-check', kind: 'key not tied' },
  [`${VALIDATOR}/clr20/complex.json`]: { outcome: 'could-not-check', kind: 'key not tied' },
  [`${VALIDATOR}/clr20/simple_old_safesigned.json`]: { outcome: 'could-not-check', kind: 'context not had' },
  [`${VALIDATOR}/clr20/simple.jwt`]: { outcome: 'could-not-check', kind: 'context not had' },
  [`${VALIDATOR}/ob30/simple-err-issued.json`]: { outcome: 'not-valid', kind: 'an earlier fault' },
  [`${VALIDATOR}/ob30/complete.json`]: { outcome: 'could-not-check', kind: 'status not had' },
  '1edtech-openbadges-validator-core/components/1_0_assertion_with_errors.json': {
    outcome: 'verified',
    kind: 'carelessly made',
  },
  [`${FIELDS} (OBJECTS good {"something":"yes"})`]: { outcome: 'a bad field', kind: 'good alone, not here' },
  [`${FIELDS} (OBJECTS good {"other":{"thing":"no"}})`]: {
    outcome: 'a bad field',
    kind: 'good alone, not here',
  },
  [`${FIELDS} (VERIFY_TYPES good "signed")`]: { outcome: 'a bad field', kind: 'good alone, not here' },
};
