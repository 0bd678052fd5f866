import { describe, expect, test } from 'vitest';
import { dateInWords, distanceInWords } from '../../../components/dates';
import {
  answerOf,
  checkSentence,
  issuerLine,
  loudNotesOf,
  loudWordsOf,
  notesOf,
  sealLabel,
  sentenceOf,
  sentenceOfEntry,
  summaryOf,
  toneOf,
  validityInWords,
  wordsOf,
} from '../../../components/sentences';
import type { Answer, EntryView, ReportView } from '../../../lib/page/views';
import type { Check } from '../../../lib/verify';
import { messages } from '../i18n-from-locale';

const NOW = new Date('2026-11-23T12:00:00Z');

describe('the answer', () => {
  test.each<[Answer, string]>([
    ['verified', 'Verified'],
    ['verified-with-notes', 'Verified, with notes'],
    ['not-valid', 'Not valid'],
    ['revoked', 'Revoked'],
    ['suspended', 'Suspended'],
    ['expired', 'Expired'],
    ['not-yet-valid', 'Not valid yet'],
    ['could-not-check', 'Could not check'],
    ['not-checked', 'Not checked yet'],
  ])('%s is called %s', (answer, words) => {
    expect(wordsOf(answer)).toBe(words);
  });

  test('has notes when a genuine badge has a warning', () => {
    const checks = [check('transport', 'warning', 'unprotected-transport')];
    expect(answerOf(report({ checks }))).toBe('verified-with-notes');
  });

  test('is not softened by a warning on a badge that is not valid', () => {
    const checks = [check('transport', 'warning', 'unprotected-transport')];
    expect(answerOf(report({ verdict: 'not-valid', checks }))).toBe('not-valid');
  });

  test('could-not-check means not checked yet while a host was not asked', () => {
    expect(answerOf(report({ verdict: 'could-not-check', needs: ['issuer.example'] }))).toBe('not-checked');
    expect(answerOf(report({ verdict: 'could-not-check' }))).toBe('could-not-check');
  });

  test('of an entry follows its state before its report', () => {
    expect(answerOf(entry({ state: 'checking' }))).toBe('checking');
    expect(answerOf(entry())).toBe('verified');
    const { report: _, ...unread } = entry();
    expect(answerOf({ ...unread, state: 'found' })).toBe('not-checked');
  });

  test('never has the tone of genuine unless it is', () => {
    const green = (Object.keys(TONED) as Answer[]).filter((answer) => toneOf(answer) === 'green');
    expect(green).toEqual(['verified', 'verified-with-notes']);
  });
});

describe('the sentence for a genuine badge', () => {
  test('names the domain that was proven', () => {
    expect(sentenceOf(report())).toBe('Genuine. bees.example awarded this and says it is still good.');
  });

  test('keeps the platform and the account apart', () => {
    expect(sentenceOf(report({ sealer: { kind: 'platform', value: 'credly.com' } }))).toBe(
      'Genuine. Issued through credly.com by the account that calls itself Bee School. ' +
        'credly.com keeps the record; it does not vouch for the name.',
    );
  });

  test('says of a bare key that it proves no holder', () => {
    expect(sentenceOf(report({ sealer: { kind: 'key', value: 'z6Mk8Tf' } }))).toBe(
      'Unchanged since it was signed with key z6Mk8Tf. A key does not say who holds it.',
    );
  });

  test('shortens a long key for the eye', () => {
    const key = { kind: 'key', value: 'EJ6ruVYchA7aQpynMA2Uoyj6OxFeoh2dHxg16_LG2Vo' } as const;
    expect(issuerLine({ sealer: key })).toBe('Sealed with key EJ6ruVYc…_LG2Vo');
  });

  test('admits that nothing can be known about withdrawal', () => {
    expect(sentenceOf(report({ checks: [check('status', 'skipped', 'no-status')] }))).toBe(
      'Genuine. The issuer offers no way to see whether it was withdrawn.',
    );
  });
});

describe('the sentence for a badge that is not valid', () => {
  test.each<[Check, string]>([
    [
      check('proof', 'failed', 'proof-failed'),
      'This was changed after signing, or signed by someone else. Do not rely on it.',
    ],
    [
      check('key', 'failed', 'key-not-listed'),
      'This was changed after signing, or signed by someone else. Do not rely on it.',
    ],
    [
      check('proof', 'failed', 'proof-missing'),
      'Nothing in this badge shows who made it. Anyone could have.',
    ],
    [check('hosted', 'failed', 'no-proof'), 'Nothing in this badge shows who made it. Anyone could have.'],
    [
      check('scope', 'failed', 'scope', { host: 'stranger.example' }),
      'It is kept at stranger.example, which the issuer does not name as a place for its badges. ' +
        'Anyone could have put it there.',
    ],
    [
      check('shape', 'failed', 'shape-missing', { fields: 'issuer' }),
      'Parts that every badge must have are missing or make no sense. Do not rely on it.',
    ],
    [
      check('dates', 'failed', 'something-new'),
      'What it says could not be confirmed, and something in it does not fit. Do not rely on it.',
    ],
  ])('%j', (failed, sentence) => {
    const said = sentenceOf(report({ verdict: 'not-valid', sealer: { kind: 'none' }, checks: [failed] }));
    expect(said).toBe(sentence);
    expect(said).not.toContain('Bee School');
  });
});

describe('the sentence for a badge that is no longer good', () => {
  const revoked = (params: Record<string, string>) =>
    sentenceOf(report({ verdict: 'revoked', checks: [check('status', 'failed', 'revoked', params)] }));

  test('gives day and reason of a withdrawal where the issuer gave them', () => {
    expect(revoked({})).toBe('bees.example withdrew this badge.');
    expect(revoked({ reason: 'Exam copied.' })).toBe('bees.example withdrew this badge. Exam copied.');
    expect(revoked({ date: '2026-09-01', reason: 'Exam copied.' })).toBe(
      'bees.example withdrew this badge on 1 September 2026. Exam copied.',
    );
  });

  test('says that a suspension may end', () => {
    expect(sentenceOf(report({ verdict: 'suspended' }))).toBe(
      'bees.example has put this badge on hold. It may come back.',
    );
  });

  test('gives the end of an expired badge and the start of an early one', () => {
    const { badge } = report();
    if (badge === undefined) throw new Error('the sample report has a badge');
    expect(sentenceOf(report({ verdict: 'expired', badge: { ...badge, validUntil: '2025-05-03' } }))).toBe(
      'Genuine, and good until 3 May 2025.',
    );
    const early = { ...badge, validFrom: '2027-02-01T00:00:00Z' };
    expect(sentenceOf(report({ verdict: 'not-yet-valid', badge: early }))).toBe(
      'Genuine, and good from 1 February 2027.',
    );
  });
});

describe('the sentence for what could not be checked', () => {
  const unknown = (...checks: Check[]) =>
    sentenceOf(report({ verdict: 'could-not-check', sealer: { kind: 'none' }, checks }));

  test.each<[Check, string]>([
    [
      check('hosted', 'unknown', 'host-silent', { host: 'old.example', reason: 'host' }),
      'old.example did not answer, so Laurel can not tell. That says nothing against the badge. Try again later.',
    ],
    [
      check('hosted', 'unknown', 'guard', { host: '10.0.0.7', reason: 'guard' }),
      '10.0.0.7 is inside a private network. Laurel never calls such addresses from a web page.',
    ],
    [
      check('proof', 'unknown', 'suite-unknown', { name: 'bbs-2023' }),
      'This badge is sealed in a way that Laurel does not know (bbs-2023).',
    ],
    [
      check('key', 'unknown', 'key-not-tied'),
      "Someone signed this, but Laurel can not tell whose key it was. Do not take the issuer's name on trust.",
    ],
    [
      check('hosted', 'unknown', 'gone', { host: 'old.example' }),
      'old.example no longer has this badge. If you saved it before, ' +
        'your backpack still shows that it was genuine then.',
    ],
    [
      check('other', 'unknown', 'something-new'),
      'Laurel could not find out whether this is genuine. That says nothing against the badge.',
    ],
  ])('%j', (reason, sentence) => {
    expect(unknown(check('format', 'passed', 'format-good'), reason)).toBe(sentence);
  });

  test('tells who would learn of a check, and that offline means nobody', () => {
    const waiting = report({ verdict: 'could-not-check', needs: ['bees.example'] });
    expect(sentenceOf(waiting)).toBe(
      'To check this, Laurel has to ask bees.example. They will learn that someone looked.',
    );
    expect(sentenceOf(waiting, { asks: [{ host: 'bees.example', reason: 'offline' }] })).toBe(
      'To check this, Laurel has to ask bees.example. Laurel is set never to use the network.',
    );
  });

  test('says when a badge that is gone was still genuine', () => {
    const gone = entry({
      report: report({
        verdict: 'could-not-check',
        checks: [check('hosted', 'unknown', 'gone', { host: 'old.example' })],
      }),
      saved: { badgeId: 'b1', savedAt: '2026-02-01T10:00:00Z' },
    });
    expect(sentenceOfEntry(gone)).toBe(
      'old.example no longer has this badge. Your backpack still shows that it was genuine on 1 February 2026.',
    );
  });
});

describe('the name of a seal', () => {
  test.each<[ReportView['sealer'], string]>([
    [{ kind: 'domain', value: 'bees.example' }, 'Verified: Beekeeping, sealed by bees.example'],
    [{ kind: 'platform', value: 'credly.com' }, 'Verified: Beekeeping, issued through credly.com'],
    [{ kind: 'key', value: 'z6Mk' }, 'Verified: Beekeeping, sealed with an unnamed key'],
  ])('for %j', (sealer, label) => {
    expect(sealLabel(entry({ report: report({ sealer }) }))).toBe(label);
  });

  test('names no issuer that was not proven', () => {
    const forged = entry({ report: report({ verdict: 'not-valid', sealer: { kind: 'none' } }) });
    expect(sealLabel(forged)).toBe('Not valid: Beekeeping, issuer not confirmed');
  });

  test('says so before anything was checked', () => {
    const { report: _, ...unread } = entry();
    expect(sealLabel({ ...unread, state: 'found', claimed: { name: 'Beekeeping' } })).toBe(
      'Open Badge found, not checked yet',
    );
    const waiting = report({ verdict: 'could-not-check', needs: ['bees.example'] });
    expect(sealLabel(entry({ report: waiting }))).toBe('Open Badge found, not checked yet');
  });

  test('takes words from a badge as they are', () => {
    const { badge } = report();
    if (badge === undefined) throw new Error('the sample report has a badge');
    const sly = entry({ report: report({ badge: { ...badge, name: '{domain} $1 {answer}' } }) });
    expect(sealLabel(sly)).toBe('Verified: {domain} $1 {answer}, sealed by bees.example');
  });
});

test('whose seal is on it comes from what was proven', () => {
  expect(issuerLine(report())).toBe('Sealed by bees.example');
  expect(issuerLine({ sealer: { kind: 'none' } })).toBe('Issuer not confirmed');
});

describe('the summary', () => {
  test('counts what is there, genuine first, nothing merged', () => {
    const of = (verdict: ReportView['verdict']) => entry({ report: report({ verdict }) });
    expect(
      summaryOf([of('could-not-check'), of('verified'), of('expired'), of('verified'), of('verified')]),
    ).toBe('5 badges here: 3 verified, 1 expired, 1 could not be checked');
    expect(summaryOf([of('revoked'), of('not-valid')])).toBe('2 badges here: 1 not valid, 1 revoked');
  });

  test('is short for one badge and for none', () => {
    expect(summaryOf([entry()])).toBe('1 badge here: 1 verified');
    expect(summaryOf([])).toBe('No badges here');
  });
});

describe('dates', () => {
  test('are said in words with how far they are', () => {
    expect(validityInWords({ validUntil: '2027-05-03T00:00:00Z' }, NOW)).toBe(
      'until 3 May 2027, in five months',
    );
    expect(validityInWords({ validFrom: '2026-11-24T12:00:00Z' }, NOW)).toBe(
      'from 24 November 2026, tomorrow',
    );
    expect(validityInWords({}, NOW)).toBe('with no end date');
  });

  test.each([
    ['2026-11-23T09:00:00Z', 'today'],
    ['2026-11-22', 'yesterday'],
    ['2026-11-20T12:00:00Z', 'three days ago'],
    ['2026-12-14T12:00:00Z', 'in three weeks'],
    ['2024-11-23T12:00:00Z', 'two years ago'],
    ['2051-11-23T12:00:00Z', 'in 25 years'],
  ])('%s is %s', (iso, words) => {
    expect(distanceInWords(iso, NOW)).toBe(words);
  });

  test('that can not be read are left out', () => {
    expect(dateInWords('soon')).toBeUndefined();
    expect(validityInWords({ validUntil: 'never' }, NOW)).toBe('with no end date');
  });
});

describe('notes', () => {
  test('are three at most, the gravest first', () => {
    const many = report({
      recipient: { outcome: 'mismatch' },
      endorsements: [report({ verdict: 'not-valid' })],
      checks: ['unprotected-transport', 'date-without-zone', 'redirected'].map((code) =>
        check('x', 'warning', code),
      ),
    });
    expect(notesOf(many)).toEqual([
      'Awarded to someone whose email address is not among yours.',
      'One endorsement could not be confirmed and is not shown as one.',
      'Fetched over an unprotected connection; someone on the way could have changed it. The issuer can mend that.',
    ]);
  });

  test('do not repeat the sentence', () => {
    const key = { kind: 'key', value: 'z6Mk8Tf' } as const;
    expect(notesOf(report({ sealer: key, checks: [check('key', 'warning', 'bare-key')] }))).toEqual([]);
    const unproven = [check('hosted', 'failed', 'no-proof')];
    expect(notesOf(report({ verdict: 'not-valid', checks: unproven }))).toEqual([]);
  });

  test('are silent about an endorsement that nobody was asked about yet', () => {
    const endorsements = [report({ verdict: 'could-not-check', needs: ['friend.example'] })];
    expect(notesOf(report({ endorsements }))).toEqual([]);
  });
});

describe('a list of withdrawn badges', () => {
  const ofList = (outcome: Check['outcome'], code: string): Check => ({
    ...check('proof', outcome, code),
    about: 'https://bees.example/status',
    params: { list: 'bees.example' },
  });

  test('is told apart from the badge, whose seal is checked by the same rules', () => {
    expect(checkSentence(ofList('passed', 'proof-good'))).toBe(
      'List of withdrawn badges at bees.example: Nothing in it was changed since it was signed.',
    );
  });

  test('that nobody can be shown to have signed leaves the badge its own signature', () => {
    const checks = [
      ofList('unknown', 'key-not-tied'),
      { ...check('status', 'unknown', 'status-list-unproven'), params: { host: 'bees.example' } },
    ];
    expect(sentenceOf(report({ verdict: 'could-not-check', checks }))).toBe(
      'Laurel could not find out whether this is genuine. That says nothing against the badge.',
    );
  });

  test.each([
    ['revocation', "The issuer's list does not mark this badge as withdrawn."],
    ['suspension', "The issuer's list does not mark this badge as on hold."],
    ['honours', "The issuer's list does not mark this badge as honours."],
  ])('about %s says so in plain words', (purpose, sentence) => {
    expect(checkSentence({ ...check('status', 'passed', 'status-good'), params: { purpose } })).toBe(
      sentence,
    );
  });
});

describe('signs of deceit', () => {
  const lookAlike = {
    ...check('issuer', 'warning', 'look-alike'),
    params: { host: 'xn--bes-0ze.example', reads: 'bеes.example', known: 'bees.example' },
  };
  const checks = [check('date', 'warning', 'date-without-zone'), lookAlike];

  test('stand by themselves, in a sentence and in a few words', () => {
    expect(loudNotesOf(report({ checks }))).toEqual([
      'The domain xn--bes-0ze.example (bеes.example) looks much like bees.example, which you know, but it is ' +
        'another one. Take it for a stranger, and ask bees.example whether this badge is theirs.',
    ]);
    expect(loudWordsOf(report({ checks }))).toEqual(['Looks like bees.example, and is not it']);
    const other = [check('picture', 'warning', 'picture-different')];
    expect(loudWordsOf(report({ checks: other }))).toEqual(['Shown with another picture']);
  });

  test('come before what is merely untidy', () => {
    expect(notesOf(report({ checks }))[0]).toContain('looks much like');
  });

  test('are none where there are none', () => {
    expect(loudNotesOf(report({ checks: checks.slice(0, 1) }))).toEqual([]);
  });
});

test('a check with a code of an unknown version still gets a plain sentence', () => {
  expect(checkSentence(check('x', 'unknown', 'from-the-future'))).toBe('Laurel could not find this out.');
});

test('every message has a name that browsers take', () => {
  expect(Object.keys(messages).filter((name) => !/^[A-Za-z0-9_]+$/.test(name))).toEqual([]);
});

const TONED: Record<Answer, true> = {
  verified: true,
  'verified-with-notes': true,
  'not-valid': true,
  revoked: true,
  suspended: true,
  expired: true,
  'not-yet-valid': true,
  'could-not-check': true,
  'not-checked': true,
  checking: true,
};

function check(id: string, outcome: Check['outcome'], code: string, params?: Record<string, string>): Check {
  return { id, outcome, code, ...(params === undefined ? {} : { params }) };
}

function report(change: Partial<ReportView> = {}): ReportView {
  return {
    verdict: 'verified',
    subject: { kind: 'badge' },
    badge: {
      version: '3.0',
      kind: 'badge',
      name: 'Beekeeping',
      issuer: { name: 'Bee School' },
      recipients: [{ type: 'email', hash: 'sha256$0' }],
      evidence: [],
      alignments: [],
      tags: [],
      results: [],
      links: [],
    },
    sealer: { kind: 'domain', value: 'bees.example' },
    checks: [],
    needs: [],
    recipient: { outcome: 'not-asked' },
    parts: [],
    endorsements: [],
    evidence: [],
    checkedAt: '2026-11-23T12:00:00Z',
    ...change,
  };
}

function entry(change: Partial<EntryView> = {}): EntryView {
  return {
    id: 'e1',
    state: 'checked',
    report: report(),
    asks: [],
    foundAt: 'https://page.example/',
    hasFile: true,
    ...change,
  };
}
