// The proof of the proof: every value between the badge's document and Laurel's answer, worked out in this page.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { answerOfReport } from '../../lib/page/report-view';
import type { ReportView } from '../../lib/page/views';
import type { BadgeDocument, Check, EvidenceDocument } from '../../lib/verify';
import type { ExplainedKey, ExplainedProof, Explanation } from '../../lib/verify/explain';
import { AnswerBadge } from '../answer';
import { momentInWords, sizeInWords } from '../dates';
import { download } from '../download';
import { checkSentence, issuerLine, sentenceOf, toneOf } from '../sentences';
import { documentsOf, hexOf, type ProofMaterial } from './material';
import { reportText } from './report-text';

export interface ProofSurroundings {
  /** Undefined when the badge is not known any more. */
  load(): Promise<ProofMaterial | undefined>;
  explain(document: BadgeDocument, evidence: readonly EvidenceDocument[], now: Date): Promise<Explanation>;
  copy(text: string): Promise<void>;
  version: string;
}

type State =
  | { kind: 'loading' }
  | { kind: 'gone' }
  | { kind: 'shown'; material: ProofMaterial; explanation: Explanation };

export function ProofPage({ around }: { around: ProofSurroundings }) {
  const [state, setState] = useState<State>({ kind: 'loading' });
  useEffect(() => {
    const work = async (): Promise<State> => {
      const material = await around.load();
      if (material === undefined) return { kind: 'gone' };
      const now = new Date(material.report?.checkedAt ?? Date.now());
      const explanation = await around.explain(material.document, documentsOf(material), now);
      return { kind: 'shown', material, explanation };
    };
    work().then(setState, (cause: unknown) => {
      console.error('Laurel could not explain a badge', cause);
      setState({ kind: 'gone' });
    });
  }, [around]);

  return (
    <main class="proof-page" aria-busy={state.kind === 'loading'}>
      <header>
        <h1>{i18n.t('proof.title')}</h1>
        <p class="soft">{i18n.t('proof.lead')}</p>
      </header>
      {state.kind === 'loading' && <p role="status">{i18n.t('proof.working')}</p>}
      {state.kind === 'gone' && <p class="notice">{i18n.t('proof.gone')}</p>}
      {state.kind === 'shown' && <Shown {...state} around={around} />}
    </main>
  );
}

interface ShownProps {
  material: ProofMaterial;
  explanation: Explanation;
  around: ProofSurroundings;
}

function Shown({ material, explanation, around }: ShownProps) {
  const { report, document } = material;
  const name = report?.badge?.name || material.name || i18n.t('words.unnamed');
  return (
    <>
      <Section title={name} theirs>
        {report === undefined ? <p>{i18n.t('proof.unchecked')}</p> : <Answer report={report} />}
        {report !== undefined && (
          <CopyReport
            textWith={(withRecipient) =>
              reportText(name, report, { withRecipient, version: around.version, explanation })
            }
            copy={around.copy}
          />
        )}
      </Section>
      {explanation.kind !== 'sealed' && (
        <Section title={i18n.t('proof.seals')}>
          <p>{i18n.t(`proof.without.${withoutSeal(explanation.kind, documentsOf(material))}`)}</p>
        </Section>
      )}
      {explanation.proofs.map((proof, at) => (
        <Section
          key={at}
          title={
            explanation.proofs.length === 1
              ? i18n.t('proof.seal')
              : i18n.t('proof.sealNumbered', { number: String(at + 1) })
          }
        >
          <Proof proof={proof} />
        </Section>
      ))}
      {explanation.jwt !== undefined && (
        <Section title={i18n.t('proof.envelope')}>
          <Long title={i18n.t('proof.header')} text={pretty(explanation.jwt.header)} />
          <Long title={i18n.t('proof.claims')} text={pretty(explanation.jwt.claims)} />
        </Section>
      )}
      <Documents documents={documentsOf(material)} />
      <Section title={i18n.t('proof.original')}>
        <Long title={i18n.t('proof.showOriginal')} text={readable(document.text)} whole={document.text} />
      </Section>
      {report !== undefined && (
        <Section title={i18n.t('proof.codes')}>
          <Long title={i18n.t('proof.showCodes')} text={report.checks.map(rawCheck).join('\n')} />
        </Section>
      )}
    </>
  );
}

/** Where nobody answered, nothing below is the answer. */
function withoutSeal(kind: 'hosted' | 'unreadable', documents: readonly EvidenceDocument[]) {
  return kind === 'hosted' && documents.length === 0 ? 'hostedUnanswered' : kind;
}

function Answer({ report }: { report: ReportView }) {
  const answer = answerOfReport(report);
  return (
    <div class="notice" data-tone={toneOf(answer)}>
      <AnswerBadge answer={answer} size={20} />
      <p class="theirs">{sentenceOf(report)}</p>
      <p class="theirs">
        <strong>{issuerLine(report)}</strong>
      </p>
      <p class="soft small figures">
        {i18n.t('card.checkedAt', { when: momentInWords(report.checkedAt) ?? report.checkedAt })}
      </p>
    </div>
  );
}

interface CopyReportProps {
  textWith(withRecipient: boolean): string;
  copy(text: string): Promise<void>;
}

/** Says what became of it; who it was awarded to goes along only when ticked. */
export function CopyReport({ textWith, copy }: CopyReportProps) {
  const [withRecipient, setWithRecipient] = useState(false);
  const [told, setTold] = useState('');
  const act = () => {
    copy(textWith(withRecipient)).then(
      () => setTold(i18n.t('proof.copied')),
      () => setTold(i18n.t('proof.copyFailed')),
    );
  };
  return (
    <div class="copy-report">
      <button type="button" onClick={act}>
        {i18n.t('proof.copy')}
      </button>
      <label class="small">
        <input
          type="checkbox"
          checked={withRecipient}
          onChange={(event) => setWithRecipient(event.currentTarget.checked)}
        />{' '}
        {i18n.t('proof.withRecipient')}
      </label>
      <span class="soft small" role="status">
        {told}
      </span>
    </div>
  );
}

/** Whose key it is stands with the key. As sentences of a check they would say that it signed, which is shown above. */
const SAID_OF_KEY: ReadonlySet<string> = new Set(['key-listed', 'key-at-issuer', 'bare-key']);

const OUTCOME_TONES = { good: 'green', bad: 'red', 'not-tried': 'slate' } as const;

function Proof({ proof }: { proof: ExplainedProof }) {
  const { suite, outcome, hash, hashed, signed, signature, key, form } = proof;
  const problems = proof.problems.filter(({ code }) => !SAID_OF_KEY.has(code));
  return (
    <>
      <p class="notice" data-tone={OUTCOME_TONES[outcome]}>
        {i18n.t(`proof.outcome.${OUTCOME_KEYS[outcome]}`)}
      </p>
      <dl class="values">
        <Value name={i18n.t('proof.suite')} value={suite} />
        <Value name={i18n.t('proof.form')} value={i18n.t(`proof.forms.${FORM_KEYS[form]}`)} plain />
      </dl>
      {hashed.map(({ what, text, digest }) => (
        <div class="step" key={what}>
          <h3>{i18n.t(`proof.hashed.${what}`)}</h3>
          <Long title={i18n.t(form === 'jcs' ? 'proof.showJson' : 'proof.showStatements')} text={text} />
          <dl class="values">
            <Value name={hash ?? ''} value={hexOf(digest)} />
          </dl>
        </div>
      ))}
      <div class="step">
        <h3>{i18n.t('proof.signing')}</h3>
        {signed !== undefined && form === 'jws' && (
          <Long title={i18n.t('proof.signedText')} text={new TextDecoder().decode(signed)} />
        )}
        <dl class="values">
          {signed !== undefined && form !== 'jws' && (
            <Value name={i18n.t('proof.signed')} value={hexOf(signed)} />
          )}
          {signature !== undefined && <Value name={i18n.t('proof.signature')} value={hexOf(signature)} />}
        </dl>
      </div>
      {key !== undefined && <Key explained={key} />}
      {problems.length > 0 && (
        <ul>
          {problems.map((check) => (
            <li key={`${check.code} ${check.about ?? ''}`} class="theirs">
              {checkSentence(check)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const OUTCOME_KEYS = { good: 'good', bad: 'bad', 'not-tried': 'notTried' } as const;
const FORM_KEYS = { 'n-quads': 'nquads', jcs: 'jcs', jws: 'jws', other: 'other' } as const;

function Key({ explained }: { explained: ExplainedKey }) {
  const { method, type, jwk, fingerprint, source, documents } = explained;
  return (
    <div class="step">
      <h3>{i18n.t('proof.key')}</h3>
      <p>{i18n.t(`proof.keySource.${source}`)}</p>
      <dl class="values">
        {method !== undefined && <Value name={i18n.t('proof.keyNamed')} value={method} />}
        <Value name={i18n.t('proof.keyType')} value={type} />
        <Value name={i18n.t('proof.fingerprint')} value={fingerprint} />
        <Value name="JWK" value={JSON.stringify(jwk)} />
        {documents.map((document) => (
          <Value key={document.url} name={i18n.t('proof.keyFrom')} value={document.url} />
        ))}
      </dl>
    </div>
  );
}

function Documents({ documents }: { documents: readonly EvidenceDocument[] }) {
  return (
    <Section title={i18n.t('proof.documents')}>
      {documents.length === 0 && <p class="soft">{i18n.t('proof.noDocuments')}</p>}
      {documents.map((document) => (
        <div class="step" key={`${document.url} ${document.sha256}`}>
          <h3 class="mono" dir="ltr">
            {document.url}
          </h3>
          <dl class="values">
            <Value name={i18n.t('proof.time')} value={momentInWords(document.time) ?? document.time} plain />
            <Value
              name={i18n.t('proof.answer')}
              value={i18n.t('backpack.detail.proofAnswer', {
                status: String(document.status),
                type: document.mediaType,
                size: sizeInWords(document.bytes.length),
              })}
              plain
            />
            {document.finalUrl !== undefined && (
              <Value name={i18n.t('proof.sentOn')} value={document.finalUrl} />
            )}
            {Object.entries(document.headers ?? {}).map(([name, value]) => (
              <Value key={name} name={name} value={value} />
            ))}
            <Value name="SHA-256" value={document.sha256} />
          </dl>
          <Long
            title={i18n.t('proof.showText')}
            text={readable(new TextDecoder().decode(document.bytes))}
            whole={document.bytes}
          />
        </div>
      ))}
    </Section>
  );
}

interface SectionProps {
  title: string;
  /** The title is somebody else's words. */
  theirs?: boolean;
  children: ComponentChildren;
}

function Section({ title, theirs = false, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} class={theirs ? 'theirs' : ''}>
        {title}
      </h2>
      {children}
    </section>
  );
}

/** `plain`: words of this language; everything else reads from left to right. */
function Value({ name, value, plain = false }: { name: string; value: string; plain?: boolean }) {
  return (
    <div>
      <dt class="soft small">{name}</dt>
      <dd class={plain ? '' : 'mono'} {...(plain ? {} : { dir: 'ltr' })}>
        {value}
      </dd>
    </div>
  );
}

const MAX_SHOWN_CHARACTERS = 100_000;

/** Folded away. `whole`: what a download gives, where it is something else than the shown text. */
function Long({ title, text, whole = text }: { title: string; text: string; whole?: string | Uint8Array }) {
  const bytes = () => (typeof whole === 'string' ? new TextEncoder().encode(whole) : whole);
  return (
    <details class="small">
      <summary>{title}</summary>
      <pre class="mono" dir="ltr">
        {text.slice(0, MAX_SHOWN_CHARACTERS)}
      </pre>
      {text.length > MAX_SHOWN_CHARACTERS && <p class="soft">{i18n.t('proof.cut')}</p>}
      <button
        type="button"
        class="quiet"
        aria-label={i18n.t('proof.downloadNamed', { name: title })}
        onClick={() => download('laurel-proof.txt', bytes())}
      >
        {i18n.t('backpack.detail.download')}
      </button>
    </details>
  );
}

/** Indented where it is JSON. */
function readable(text: string): string {
  try {
    return pretty(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof SyntaxError) return text;
    throw cause;
  }
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** For those who know the specification: the check as the report has it. */
export function rawCheck({ id, outcome, code, params, about }: Check): string {
  const values = Object.entries(params ?? {}).map(([name, value]) => `  ${name}: ${value}`);
  return [`${outcome}  ${id}: ${code}`, ...(about ? [`  ${about}`] : []), ...values].join('\n');
}
