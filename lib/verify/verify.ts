// One badge document to one report.
import { type Badge, readCredential } from '../credential';
import { createContext, type FileWork, type Findings, fileWork, type VerifyContext } from './context';
import { readUntil } from './dates';
import { extract } from './extract';
import { verifyHosted } from './hosted';
import { judgeSealer } from './issuer';
import { type NestedDocument, verifyNested } from './nested';
import { asList, type JsonObject, parseObject, repeatedName, stringsOf } from './parse-json';
import { COMPACT_JWS, credentialInPayload, readJwt } from './proofs/vc-jwt';
import { matchRecipient } from './recipient';
import { type Refreshed, refreshWith } from './refresh';
import type { BadgeDocument, BadgeSource, Check, Report, Sealer, VerifyEnvironment } from './report';
import { checkSchemas } from './schema';
import { verifySecured, verifySecuredJson, verifySecuredJwt } from './secured';
import { checkShape } from './shape';
import { verifySigned } from './signed';
import { checkStatus } from './status';
import { makeVerdict } from './verdict';
import { documentKind } from './version';

/** What one document comes to. Never rejects: whatever goes wrong is a verdict with checks that explain it. */
export function verify(document: BadgeDocument, environment: VerifyEnvironment): Promise<Report> {
  return verifyWithin({ document, notes: () => [] }, environment, { file: fileWork(), depth: 0 });
}

/** One report a badge, in file order; none when nothing is found. */
export async function verifyAll(source: BadgeSource, environment: VerifyEnvironment): Promise<Report[]> {
  const { documents } = await extract(source, environment);
  const file = fileWork();
  const reports: Report[] = [];
  for (const document of documents) {
    reports.push(await verifyWithin({ document, notes: () => [] }, environment, { file, depth: 0 }));
  }
  return reports;
}

/** A newer edition of a credential that `held` reports on, as its issuer has it now. Only on the person's wish. */
export function refresh(held: Report, environment: VerifyEnvironment): Promise<Refreshed> {
  return refreshWith(verify, held, environment);
}

/** `depth`: how many documents stand around this one. */
async function verifyWithin(
  { document, notes }: NestedDocument,
  environment: VerifyEnvironment,
  { file, depth }: { file: FileWork; depth: number },
): Promise<Report> {
  const context = createContext(environment, file);
  const findings = await findingsOf(document, context);
  const { verdict, checks } = makeVerdict(findings, context.now);
  const sealer: Sealer = findings.authenticity === 'authentic' ? findings.sealer : { kind: 'none' };
  const known = judgeSealer(sealer, environment);
  for (const check of [...checks, ...notes(findings), ...known]) context.record(check);
  // Progress is told of the document that was asked about.
  const { onCheck: _, ...quietly } = environment;
  const nested = await verifyNested(findings, { context, file, depth }, (inner) =>
    verifyWithin(inner, quietly, { file, depth: depth + 1 }),
  );
  const { badge, subject } = findings;
  const within = [...nested.parts, ...nested.endorsements];
  return {
    verdict,
    subject,
    ...(badge === undefined ? {} : { badge }),
    sealer,
    checks: known.some(({ code }) => code === 'issuer-trusted')
      ? context.checks.map(ofTrusted)
      : [...context.checks],
    needs: [...new Set([...context.needs, ...within.flatMap(({ needs }) => needs)])],
    recipient: await matchRecipient(badge, environment.recipients),
    ...nested,
    evidence: [...new Set([...context.evidence, ...within.flatMap(({ evidence }) => evidence)])],
    checkedAt: context.now.toISOString(),
  };
}

/** A bare key is a reason for a note unless the person trusts it. */
function ofTrusted(check: Check): Check {
  return check.code === 'bare-key' ? { ...check, outcome: 'passed' } : check;
}

async function findingsOf(document: BadgeDocument, context: VerifyContext): Promise<Findings> {
  switch (document.form) {
    case 'json':
      return findingsOfJson(document, context);
    case 'jws':
      return findingsOfJws(document.text.trim(), context);
    case 'address':
      return findingsOfAddress(document, context);
  }
}

async function findingsOfJson(document: BadgeDocument, context: VerifyContext): Promise<Findings> {
  const parsed = parseObject(document.text);
  if (parsed.kind === 'problem') return unreadable(parsed.code, context);
  noteRepetition(document.text, context);
  const kind = documentKind(parsed.value);
  if (kind === 'assertion') return verifyHosted(document, parsed.value, context);
  if (kind === 'credential')
    return judgeCredential(await verifySecuredJson(parsed.value, context), parsed.value, context);
  return unreadable('not-a-badge', context);
}

async function findingsOfJws(text: string, context: VerifyContext): Promise<Findings> {
  const read = COMPACT_JWS.test(text) ? readJwt(text) : ({ kind: 'problem', code: 'jws-malformed' } as const);
  if (read.kind === 'problem') return unreadable(read.code, context);
  const claimed = credentialInPayload(read.jwt.payload);
  if (claimed === undefined && documentKind(read.jwt.payload) === 'assertion') {
    return verifySigned(text, read.jwt, context);
  }
  return judgeCredential(await verifySecuredJwt(text, context), claimed, context);
}

/** The document behind an address is a hosted badge, or a credential that proves itself. */
async function findingsOfAddress(document: BadgeDocument, context: VerifyContext): Promise<Findings> {
  const fetched = await context.get(
    document.text.trim(),
    'application/ld+json, application/json;q=0.9, */*;q=0.1',
  );
  if (fetched.kind === 'unavailable' || fetched.status < 200 || fetched.status > 299) {
    return verifyHosted(document, undefined, context);
  }
  const text = new TextDecoder().decode(fetched.bytes).trim();
  if (COMPACT_JWS.test(text)) return findingsOfJws(text, context);
  const parsed = parseObject(text);
  return parsed.kind === 'object' && documentKind(parsed.value) === 'credential'
    ? findingsOfJson({ form: 'json', text }, context)
    : verifyHosted(document, undefined, context);
}

/** A 3.0 credential after its proof: shape, then dates and status, from nothing but what was signed. */
async function judgeCredential(
  secured: Awaited<ReturnType<typeof verifySecured>>,
  claimed: JsonObject | undefined,
  context: VerifyContext,
): Promise<Findings> {
  const { authenticity, credential, issuerId, sealer } = secured;
  if (authenticity !== 'authentic' || credential === undefined) {
    return unproven(authenticity === 'authentic' ? 'could-not-check' : authenticity, claimed);
  }
  const badge = readCredential(credential);
  const subject = subjectOfReport(badge);
  const around = claimed && { credential: claimed, covers: secured.coversNested === true };
  const shape = checkShape(credential);
  for (const check of shape) context.record(check);
  const broken = worst(shape);
  if (broken !== undefined)
    return {
      authenticity: broken,
      standing: { status: 'could-not-check' },
      sealer: { kind: 'none' },
      badge,
      subject,
      ...(around && { around }),
    };

  const named = {
    ...(badge.id === undefined ? {} : { id: badge.id }),
    ...(issuerId === undefined ? {} : { issuerId }),
  };
  const status = await checkStatus(
    asList(credential.credentialStatus).slice(),
    named,
    context,
    verifySecured,
  );
  if (claimed !== undefined) await checkSchemas(credential, claimed, context);
  if (badge.refreshAddress !== undefined) context.record(refreshOffered(badge.refreshAddress));
  return {
    authenticity: 'authentic',
    standing: { status, ...spanOf(credential) },
    sealer,
    badge,
    subject,
    ...(around && { around }),
  };
}

/** The answer holds for what Laurel reads, the last of the two; the badge may be shown otherwise elsewhere. */
function noteRepetition(text: string, context: VerifyContext): void {
  const name = repeatedName(text)?.slice(0, 80);
  if (name !== undefined)
    context.record({ id: 'format', outcome: 'warning', code: 'said-twice', params: { name } });
}

/** Never asked by itself: that would tell the issuer who is looking. */
function refreshOffered(address: string): Check {
  return {
    id: 'refresh',
    outcome: 'skipped',
    code: 'refresh-offered',
    params: { host: new URL(address).host },
    about: address,
  };
}

/** Issuers mix the terms of both data models; where both stand, the narrower span counts. */
function spanOf(credential: JsonObject): Pick<Findings['standing'], 'validFrom' | 'validUntil'> {
  const byTime = (...fields: string[]) =>
    stringsOf(fields.map((field) => credential[field])).toSorted(
      (left, right) => (readUntil(left)?.time ?? 0) - (readUntil(right)?.time ?? 0),
    );
  const validFrom = byTime('validFrom', 'issuanceDate').at(-1);
  const validUntil = byTime('validUntil', 'expirationDate').at(0);
  return {
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validUntil === undefined ? {} : { validUntil }),
  };
}

function unreadable(code: string, context: VerifyContext): Findings {
  const unknown = code === 'limit' || code === 'not-a-badge';
  context.record({ id: 'format', outcome: unknown ? 'unknown' : 'failed', code });
  return unproven(unknown ? 'could-not-check' : 'not-valid', undefined);
}

/** Nothing was proven: what the document says is kept as claims. */
function unproven(authenticity: 'not-valid' | 'could-not-check', claimed: JsonObject | undefined): Findings {
  const badge = claimed === undefined ? undefined : readCredential(claimed);
  return {
    authenticity,
    standing: { status: 'could-not-check' },
    sealer: { kind: 'none' },
    ...(badge === undefined ? {} : { badge }),
    subject: badge === undefined ? { kind: 'badge' } : subjectOfReport(badge),
    ...(claimed && { around: { credential: claimed, covers: false } }),
  };
}

function subjectOfReport({ id, kind }: Badge): Findings['subject'] {
  return { ...(id === undefined ? {} : { id }), kind };
}

function worst(checks: Check[]): 'not-valid' | 'could-not-check' | undefined {
  if (checks.some((check) => check.outcome === 'failed')) return 'not-valid';
  return checks.some((check) => check.outcome === 'unknown') ? 'could-not-check' : undefined;
}
