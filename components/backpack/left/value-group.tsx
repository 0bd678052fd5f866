import { useId, useMemo, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { searchTerms, textMatches } from '../../../lib/backpack';
import { wordsLocale } from '../../dates';
import type { Counted, Narrowing } from '../arrange';
import { isChosen } from '../arrange';
import { LeftList } from './left-list';

interface ValueGroupProps {
  kind: 'issuer' | 'skill';
  title: string;
  find: string;
  /** The most frequent first. */
  values: readonly Counted[];
  wordsOf: (value: string) => string;
  narrowings: readonly Narrowing[];
  choose: (narrowing: Narrowing) => void;
}

const FIRST = 6;
/** A longer list gets a field to find something in it. */
const LONG = 15;
/** A backpack can name thousands of skills. */
const MAX_DRAWN = 200;

/** The first handful, and on request all of them in place. */
export function ValueGroup({ kind, title, find, values, wordsOf, narrowings, choose }: ValueGroupProps) {
  const ids = { heading: useId(), toggle: useId() };
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const texts = useMemo(
    () => (isOpen ? new Map(values.map(({ value }) => [value, foldedText(wordsOf(value))])) : undefined),
    [isOpen, values, wordsOf],
  );
  const found = useMemo(() => {
    const terms = searchTerms(typed);
    if (!texts || terms.length === 0) return values;
    return values.filter(({ value }) => textMatches(texts.get(value) ?? '', terms));
  }, [texts, values, typed]);
  if (values.length === 0) return null;

  const isOn = ({ value }: Counted) => isChosen(narrowings, { kind, value });
  const drawn = isOpen ? found.slice(0, MAX_DRAWN) : values.filter((one, at) => at < FIRST || isOn(one));
  return (
    <section class="left-group" aria-labelledby={ids.heading}>
      <div class="left-head">
        <h2 id={ids.heading}>{title}</h2>
        {values.length > FIRST && (
          <button
            type="button"
            id={ids.toggle}
            class="quiet small"
            aria-expanded={isOpen}
            aria-labelledby={`${ids.toggle} ${ids.heading}`}
            onClick={() => {
              setOpen(!isOpen);
              setTyped('');
            }}
          >
            {isOpen
              ? i18n.t('left.fewer')
              : i18n.t('left.showAll', { count: values.length.toLocaleString(wordsLocale()) })}
          </button>
        )}
      </div>
      {isOpen && values.length > LONG && (
        <input
          type="search"
          class="left-find"
          aria-label={find}
          placeholder={find}
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      )}
      <LeftList
        heading={ids.heading}
        items={drawn.map((one) => ({
          ...one,
          words: wordsOf(one.value),
          isChosen: isOn(one),
          choose: () => choose({ kind, value: one.value }),
        }))}
      />
      {isOpen && (
        <p role="status" class="soft small left-note">
          {found.length === 0 && i18n.t('left.nothing')}
          {found.length > drawn.length && i18n.t('left.more', found.length - drawn.length)}
        </p>
      )}
    </section>
  );
}

function foldedText(words: string): string {
  return searchTerms(words).join(' ');
}
