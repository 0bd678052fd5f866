// Documents within a credential: members of a CLR and endorsements. Each proves itself or nothing and has its own
// report; what one of them comes to never changes the verdict of the credential around it.
import type { FileWork, Findings, VerifyContext } from '../context';
import type { BadgeDocument, Check, Report } from '../report';
import { endorsementsOf, endorsementsOfAward } from './endorsements';
import { partsOf } from './parts';

export interface NestedDocument {
  document: BadgeDocument;
  /** What the credential around it has to say about it. */
  notes(findings: Findings): Check[];
}

export type VerifyNested = (nested: NestedDocument) => Promise<Report>;

/** A CLR within a CLR with endorsed issuers: nobody honest goes deeper. */
const MAX_DEPTH = 3;
const MAX_ENDORSEMENTS = 32;

/** Records in `context` how many of them stand, and takes over which hosts they need and what was fetched for them. */
export async function verifyNested(
  { around, endorsed = [], subject }: Findings,
  { context, file, depth }: { context: VerifyContext; file: FileWork; depth: number },
  verifyOne: VerifyNested,
): Promise<Pick<Report, 'parts' | 'endorsements'>> {
  // What stands in an issuer's own documents, or in what was signed as it stands, is the issuer's word.
  const covers = around?.covers ?? true;
  const each = async (id: Kind, found: NestedDocument[], max: number) => {
    const left = depth >= MAX_DEPTH ? 0 : Math.min(max, file.nestedLeft);
    const chosen = found.slice(0, left);
    file.nestedLeft -= chosen.length;
    const reports: Report[] = [];
    for (const nested of chosen) {
      const notes = (findings: Findings) => [...nested.notes(findings), ...(covers ? [] : [notCovered()])];
      reports.push(await verifyOne({ ...nested, notes }));
    }
    if (reports.length > 0) context.record(summaryOf(id, reports));
    if (chosen.length < found.length) {
      const count = String(found.length - chosen.length);
      context.record({ id, outcome: 'warning', code: 'nested-limit', params: { count } });
    }
    return reports;
  };
  const parts = around === undefined || subject.kind !== 'clr' ? [] : partsOf(around.credential);
  const endorsements =
    around === undefined ? endorsementsOfAward(endorsed) : endorsementsOf(around.credential);
  return {
    parts: await each('parts', parts, Number.POSITIVE_INFINITY),
    endorsements: await each('endorsements', endorsements, MAX_ENDORSEMENTS),
  };
}

/** The seal around it says nothing about it: whoever sent the file may have put it there. */
function notCovered(): Check {
  return { id: 'cover', outcome: 'warning', code: 'not-covered' };
}

type Kind = 'parts' | 'endorsements';
const ALL_VERIFIED: Readonly<Record<Kind, string>> = {
  parts: 'parts-verified',
  endorsements: 'endorsements-verified',
};
const NOT_ALL_VERIFIED: Readonly<Record<Kind, string>> = {
  parts: 'parts-not-all-verified',
  endorsements: 'endorsements-not-all-verified',
};

/** Genuine, and about this badge: praise of something else is no praise of this one. */
function stands({ verdict, checks }: Report): boolean {
  return verdict === 'verified' && !checks.some(({ code }) => BESIDE_THE_POINT.has(code));
}

const BESIDE_THE_POINT: ReadonlySet<string> = new Set(['endorsement-of-other', 'endorsement-of-no-kind']);

function summaryOf(id: Kind, reports: readonly Report[]): Check {
  const good = reports.filter(stands).length;
  const params = { count: String(reports.length), verified: String(good) };
  return good === reports.length
    ? { id, outcome: 'passed', code: ALL_VERIFIED[id], params }
    : { id, outcome: 'warning', code: NOT_ALL_VERIFIED[id], params };
}
