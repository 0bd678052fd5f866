import { useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { DropFiles } from '../../components/backpack/collect/drop-files';
import { sizeInWords, wordsLocale } from '../../components/dates';
import { MoreGiven } from '../../components/page/more-given';
import { MAX_FILE_BYTES } from '../../lib/formats/file-limit';
import type { Looked } from '../../lib/page/views';
import { MAX_PDF_BYTES } from '../../lib/pdf/read-apart';
import { ask, GIVEN, type GivenTab } from '../../lib/platform';
import { AwardList } from './award-list';
import type { Award } from './awards';
import type { Given, Giving } from './use-given';

interface GivenSectionProps {
  tabId: GivenTab;
  giving: Giving;
  /** Of everything that was given, newest state. */
  awards: readonly Award[];
  more: Looked['more'];
  compared: boolean;
  detailed: boolean;
}

/** Files, texts and addresses that the person has: each a line with what came of it. */
export function GivenSection({ tabId, giving, awards, more, compared, detailed }: GivenSectionProps) {
  const lines = linesOf(giving.given, awards);
  return (
    <section class="given" aria-labelledby="given">
      <h2 id="given">{i18n.t('sidepanel.given')}</h2>
      <p class="soft small">{i18n.t('sidepanel.givenHint')}</p>
      <DropFiles add={(files) => giving.addFiles(files.map(({ file }) => file))} />
      <ChooseFiles add={giving.addFiles} />
      <TextForm add={giving.addText} />
      <Progress giving={giving} />
      <MoreGiven more={more} isPrivate={tabId === GIVEN.private} />
      {lines.length > 0 && (
        <>
          <ul class="plain given-list" aria-label={i18n.t('sidepanel.givenList')}>
            {lines.map(({ line, awards: own }) => (
              <li key={line.id}>
                <p class="given-name theirs">{line.name}</p>
                <p class={line.state === 'read' ? 'soft small' : 'small'}>{stateWords(line, own.length)}</p>
                {own.length > 0 && (
                  <AwardList
                    tabId={tabId}
                    label={i18n.t('sidepanel.badgesIn', { name: line.name })}
                    awards={own}
                    compared={compared}
                    detailed={detailed}
                  />
                )}
                {line.links.length > 0 && (
                  <Links line={line} check={(link) => giving.checkLink(line, link)} />
                )}
              </li>
            ))}
          </ul>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              giving.clear();
              void ask('forgetGiven', { tabId });
            }}
          >
            {i18n.t('sidepanel.clear')}
          </button>
        </>
      )}
    </section>
  );
}

/** Each line with its badges; what was given before the panel was closed is grouped by its file. */
function linesOf(given: readonly Given[], awards: readonly Award[]): { line: Given; awards: Award[] }[] {
  const here = given.map((line) => ({
    line,
    awards: awards.filter(({ entry }) => line.entryIds.includes(entry.id)),
  }));
  const shown = new Set(given.flatMap(({ entryIds }) => entryIds));
  const pending = given.some(({ state }) => state === 'reading');
  const earlier = pending ? [] : awards.filter(({ entry }) => !shown.has(entry.id));
  const groups = Map.groupBy(earlier, ({ entry }) => entry.file ?? i18n.t('sidepanel.pasted'));
  return [
    ...[...groups].map(([name, own], at) => ({
      line: {
        id: -1 - at,
        name,
        state: 'read' as const,
        entryIds: own.map(({ entry }) => entry.id),
        links: [],
        partly: false,
      },
      awards: own,
    })),
    ...here,
  ];
}

function stateWords({ state, links, partly }: Given, badges: number): string {
  if (state === 'too-large') {
    return i18n.t('sidepanel.states.tooLarge', {
      badge: sizeInWords(MAX_FILE_BYTES),
      pdf: sizeInWords(MAX_PDF_BYTES),
    });
  }
  if (state !== 'read') return i18n.t(STATES[state]);
  const found = [
    i18n.t('sidepanel.foundBadges', badges),
    ...(links.length > 0 ? [i18n.t('sidepanel.foundLinks', links.length)] : []),
  ];
  const list = new Intl.ListFormat(wordsLocale(), { type: 'unit' }).format(found);
  return partly ? `${list}. ${i18n.t('sidepanel.partly')}` : list;
}

const STATES = {
  waiting: 'sidepanel.states.waiting',
  reading: 'sidepanel.states.reading',
  nothing: 'sidepanel.states.nothing',
  full: 'sidepanel.states.full',
  unreadable: 'sidepanel.states.unreadable',
  'too-long': 'popup.addTooLarge',
  encrypted: 'pdf.locked',
  endless: 'pdf.endless',
  stopped: 'sidepanel.states.stopped',
  'worker-gone': 'sidepanel.states.workerGone',
} as const satisfies Record<Exclude<Given['state'], 'read' | 'too-large'>, string>;

function ChooseFiles({ add }: { add(files: File[]): void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="drop-zone" onClick={() => input.current?.click()}>
        {i18n.t('sidepanel.choose')}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept=".png,.svg,.json,.jsonld,.jwt,.jws,.txt,.pdf,image/png,image/svg+xml,application/json,application/pdf"
        onChange={(event) => {
          add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = ''; // The same file may be chosen again.
        }}
      />
    </>
  );
}

function TextForm({ add }: { add(text: string): void }) {
  const field = useId();
  const [text, setText] = useState('');
  return (
    <form
      class="text-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        add(text);
        setText('');
      }}
    >
      <label for={field}>{i18n.t('popup.addLabel')}</label>
      <textarea
        id={field}
        rows={2}
        value={text}
        spellcheck={false}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit">{i18n.t('popup.addCheck')}</button>
    </form>
  );
}

function Progress({ giving: { progress, stop } }: { giving: Giving }) {
  return (
    <div class="given-progress" role="status">
      {progress !== undefined && (
        <>
          <progress
            max={progress.of}
            value={progress.done}
            aria-label={i18n.t('sidepanel.progress', {
              done: String(progress.done),
              of: String(progress.of),
            })}
          />
          <span class="small figures">
            {i18n.t('sidepanel.progress', { done: String(progress.done), of: String(progress.of) })}
          </span>
          <button type="button" class="quiet" onClick={stop}>
            {i18n.t('sidepanel.stop')}
          </button>
        </>
      )}
    </div>
  );
}

/** Nobody is asked before the person clicks: a PDF's author chose these addresses. */
function Links({ line, check }: { line: Given; check(link: string): void }) {
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  return (
    <details class="given-links" open={line.links.length <= 5}>
      <summary>{i18n.t('sidepanel.foundLinks', line.links.length)}</summary>
      <ul class="plain">
        {line.links.map((link) => (
          <li key={link}>
            <span class="mono small">{link}</span>
            <button
              type="button"
              disabled={asked.has(link)}
              aria-label={i18n.t('sidepanel.checkLink', { link })}
              onClick={() => {
                setAsked((others) => new Set(others).add(link));
                check(link);
              }}
            >
              {i18n.t('popup.checkNow')}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
