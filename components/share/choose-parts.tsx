// Showing a part of a badge: the holder ticks what others may see, Laurel makes the copy, checks it as any reader
// would, and hands it out only then.
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { EntryView } from '../../lib/page/views';
import { ask, GIVEN, type PartsTab } from '../../lib/platform';
import { publicLink } from '../../lib/share';
import { type Choice, choicesOf } from '../../lib/share/choices';
import type { Check } from '../../lib/verify';
import { deriveCredential, disclosable } from '../../lib/verify/disclose';
import { BadgeCard } from '../badge-facts';
import { canBeChecked, checkAfterLeave } from '../page/checking';
import { answerOf, checkSentence } from '../sentences';
import { valuesInWords } from './contents-list';
import { partInWords } from './part-words';
import { drawn } from './pictures';
import { entrySource, type Kept, type ShareSource } from './share-source';
import { TargetsList } from './targets-list';

interface ChoosePartsProps {
  source: ShareSource;
  /** The credential as its holder keeps it. */
  text: string;
  makePage(copy: ShareSource): void;
}

type Step =
  | { kind: 'choosing'; problem?: string }
  | { kind: 'working' }
  /** Made, and checked as far as Laurel was allowed to. */
  | { kind: 'made'; copy: ShareSource; kept: Kept };

export function ChooseParts({ source, text, makePage }: ChoosePartsProps) {
  const choices = useMemo(() => choicesOf(disclosable(text) ?? []), [text]);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () => new Set(choices.flatMap(({ pointer, usual, mandatory }) => (usual || mandatory ? [pointer] : []))),
  );
  const [step, setStep] = useState<Step>({ kind: 'choosing' });
  const tabId = tabOfParts(source.entry);
  // The copies that were tried are nobody's badges.
  useEffect(() => () => void ask('forgetGiven', { tabId }).catch(reportFailure), [tabId]);

  const see = async () => {
    setStep({ kind: 'working' });
    try {
      setStep(await made(source, text, chosenOf(choices, ticked)));
    } catch (cause) {
      reportFailure(cause);
      setStep({ kind: 'choosing', problem: i18n.t('share.parting.failed') });
    }
  };
  if (choices.length === 0) return <p>{i18n.t('share.parting.none')}</p>;
  if (step.kind === 'made') {
    return (
      <Result
        copy={step.copy}
        kept={step.kept}
        again={() => setStep({ kind: 'choosing' })}
        checked={(entry) => setStep({ ...step, copy: partsSource(source, entry) })}
        makePage={() => makePage(step.copy)}
      />
    );
  }
  return (
    <form
      class="parts"
      onSubmit={(event) => {
        event.preventDefault();
        void see();
      }}
    >
      <p class="small soft">{i18n.t('share.parting.explain')}</p>
      {GROUPS.map((group) => (
        <Group
          key={group}
          group={group}
          choices={choices.filter(({ place }) => groupOf(place) === group)}
          ticked={ticked}
          tick={(pointer, on) =>
            setTicked(
              (others) => new Set([...others].filter((one) => one !== pointer).concat(on ? pointer : [])),
            )
          }
        />
      ))}
      <p class="small soft">{whoIsAsked(source)}</p>
      <div class="parts-end">
        <button type="submit" class="primary" disabled={step.kind === 'working'}>
          {i18n.t(step.kind === 'working' ? 'share.parting.working' : 'share.parting.see')}
        </button>
        <p class="problem small" role="status">
          {step.kind === 'choosing' && step.problem}
        </p>
      </div>
    </form>
  );
}

const GROUPS = ['badge', 'award', 'issuer', 'person'] as const;
type GroupName = (typeof GROUPS)[number];

function groupOf(place: string): GroupName {
  if (/^issuer\b/.test(place)) return 'issuer';
  if (/^credentialSubject\/achievement\b/.test(place)) return 'badge';
  return /^(?:credentialSubject|evidence)\b/.test(place) ? 'person' : 'award';
}

interface GroupProps {
  group: GroupName;
  choices: readonly Choice[];
  ticked: ReadonlySet<string>;
  tick(pointer: string, on: boolean): void;
}

function Group({ group, choices, ticked, tick }: GroupProps) {
  if (choices.length === 0) return null;
  return (
    <fieldset>
      <legend>{i18n.t(`share.parting.groups.${group}`)}</legend>
      {choices.map((choice) => (
        <label key={choice.pointer} class="tick">
          <input
            type="checkbox"
            checked={ticked.has(choice.pointer)}
            disabled={choice.mandatory}
            onChange={(change) => tick(choice.pointer, change.currentTarget.checked)}
          />
          <span>
            <span class="part-name">{partInWords(choice)}</span>
            {choice.mandatory && <span class="soft small"> · {i18n.t('share.parting.alwaysMark')}</span>}
            <span class="part-value soft small theirs">{valuesInWords(choice).join(' · ')}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function chosenOf(choices: readonly Choice[], ticked: ReadonlySet<string>): string[] {
  return choices.flatMap(({ pointer, mandatory }) => (ticked.has(pointer) && !mandatory ? [pointer] : []));
}

async function made(source: ShareSource, text: string, pointers: readonly string[]): Promise<Step> {
  const derived = await deriveCredential(text, pointers);
  if (derived.kind === 'problem') {
    return { kind: 'choosing', problem: checkSentence(asCheck(derived.problem)) };
  }
  const copy = JSON.stringify(derived.credential);
  const tabId = tabOfParts(source.entry);
  const answer = await ask('addText', { tabId, text: copy });
  const [entryId] = 'entryIds' in answer ? answer.entryIds : [];
  const entry = entryId === undefined ? undefined : await entryOf(tabId, entryId);
  if (entry === undefined) throw new Error('The copy that was made can not be read');
  return {
    kind: 'made',
    copy: partsSource(source, entry),
    kept: { document: { form: 'json', text: copy } },
  };
}

function asCheck(problem: { code: string; params?: Record<string, string> }): Check {
  return { id: 'parts', outcome: 'unknown', ...problem };
}

/** Where copies are while their holder looks at them. */
function tabOfParts({ isPrivate }: EntryView): PartsTab {
  return isPrivate ? GIVEN.privateParts : GIVEN.parts;
}

async function entryOf(tabId: number, entryId: string): Promise<EntryView | undefined> {
  const page = await ask('getPage', { tabId, peek: true });
  return page.entries.find(({ id }) => id === entryId);
}

/** The picture goes along where it is among what is shown, and then as pixels alone. */
function partsSource(whole: ShareSource, entry: EntryView): ShareSource {
  const { original: _, ...of } = entrySource(tabOfParts(entry), entry);
  return {
    ...of,
    async picture() {
      if (entry.report?.badge?.image === undefined) return undefined;
      const own = await whole.picture();
      return own && (await drawn(own, MAX_EDGE))?.png;
    },
  };
}

const MAX_EDGE = 2_048;

/** Issuers whose key is written in their name need not be asked. */
function whoIsAsked({ entry: { report } }: ShareSource): string {
  const issuer = report?.badge?.issuer.id ?? '';
  const host = /^did:web:([^:]+)/.exec(issuer)?.[1] ?? (URL.parse(issuer)?.host || undefined);
  return host === undefined
    ? i18n.t('share.parting.offline')
    : i18n.t('share.parting.asks', { host: decodeURIComponent(host) });
}

interface ResultProps {
  copy: ShareSource;
  kept: Kept;
  again(): void;
  checked(entry: EntryView): void;
  makePage(): void;
}

/** Answers with which a copy is worth something to whoever gets it. */
const HANDED_OUT = new Set(['verified', 'expired', 'not-yet-valid']);

function Result({ copy, kept, again, checked, makePage }: ResultProps) {
  const heading = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => title.current?.focus(), []);
  const { entry } = copy;
  const isGood = entry.report !== undefined && HANDED_OUT.has(entry.report.verdict);
  const badge = entry.report?.badge;
  const hasLink = badge !== undefined && publicLink(badge) !== undefined;
  const check = async () => {
    const tabId = tabOfParts(entry);
    setProblem(await checkAfterLeave(tabId, [entry]));
    const now = await entryOf(tabId, entry.id);
    if (now !== undefined) checked(now);
  };
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} ref={title} tabIndex={-1}>
        {i18n.t(isGood ? 'share.parting.result' : 'share.parting.made')}
      </h3>
      <div class="as-read">
        <BadgeCard entry={entry} level="h3" />
      </div>
      <div class="target-row parts-end">
        <button type="button" onClick={again}>
          {i18n.t('share.parting.again')}
        </button>
        {(canBeChecked(entry) || answerOf(entry) === 'could-not-check') && (
          <button type="button" class="primary" onClick={() => void check().catch(reportFailure)}>
            {i18n.t('popup.checkNow')}
          </button>
        )}
      </div>
      <p class="problem small" role="status">
        {problem}
      </p>
      {isGood && hasLink && <p class="notice small">{i18n.t('share.parting.link')}</p>}
      {isGood ? (
        <TargetsList source={copy} kept={kept} makePage={makePage} />
      ) : (
        <p>{i18n.t(isTooLittle(entry) ? 'share.parting.tooLittle' : 'share.parting.notYours')}</p>
      )}
    </section>
  );
}

/** What makes a badge one is not among what was chosen. */
function isTooLittle({ report }: EntryView): boolean {
  if (report === undefined) return false;
  const lacks = report.checks.some(({ code }) => code === 'shape-missing' || code === 'not-a-badge');
  return lacks || report.badge?.issuer.id === undefined;
}

function reportFailure(cause: unknown): void {
  console.error('Laurel could not show a badge in parts', cause);
}
