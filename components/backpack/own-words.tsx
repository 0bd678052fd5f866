// What the person adds to a badge: favourite, whose it is, tags, notes, collections. Nothing of it is ever shared.
import { useContext, useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Collection, SavedBadge } from '../../lib/backpack';
import { OpenBackpack } from './surroundings';
import './own-words.css';

interface OwnWordsProps {
  badge: SavedBadge;
  collections: readonly Collection[];
  changed: () => void;
}

export function OwnWords({ badge, collections, changed }: OwnWordsProps) {
  const backpack = useContext(OpenBackpack);
  const [failed, setFailed] = useState(false);
  const ids = { heading: useId(), tags: useId(), notes: useId(), owner: useId(), created: useId() };
  if (backpack === undefined) return null;

  const keep = async (work: () => Promise<unknown>) => {
    try {
      await work();
      setFailed(false);
      changed();
    } catch (cause) {
      console.error('Laurel could not keep what was written', cause);
      setFailed(true);
    }
  };
  return (
    <section class="part own-words" aria-labelledby={ids.heading}>
      <h3 id={ids.heading}>{i18n.t('organise.own')}</h3>
      <p class="soft small">{i18n.t('organise.ownExplain')}</p>
      <div class="own-line">
        <button
          type="button"
          aria-pressed={badge.favourite}
          onClick={() => void keep(() => backpack.setFavourite(badge.id, !badge.favourite))}
        >
          {i18n.t(badge.favourite ? 'organise.isFavourite' : 'organise.favourite')}
        </button>
        <label for={ids.owner} class="small">
          {i18n.t('organise.by.owner')}
        </label>
        <select
          id={ids.owner}
          value={badge.owner ?? ''}
          onChange={({ currentTarget: { value } }) =>
            void keep(() =>
              backpack.setOwner(badge.id, value === 'mine' || value === 'other' ? value : undefined),
            )
          }
        >
          <option value="">{i18n.t('organise.undecided')}</option>
          <option value="mine">{i18n.t('organise.mine')}</option>
          <option value="other">{i18n.t('organise.others')}</option>
        </select>
      </div>
      <label for={ids.tags} class="small">
        {i18n.t('organise.tags')}
      </label>
      <WrittenLine
        key={`${badge.id} tags`}
        id={ids.tags}
        text={badge.tags.join(', ')}
        undo={i18n.t('organise.undoTags')}
        keep={(text, knew) => void keep(() => backpack.setTags(badge.id, tagsIn(text), tagsIn(knew)))}
      />
      <label for={ids.notes} class="small">
        {i18n.t('organise.notes')}
      </label>
      <WrittenLine
        key={`${badge.id} notes`}
        id={ids.notes}
        text={badge.notes}
        undo={i18n.t('organise.undoNotes')}
        lines
        keep={(text, knew) => void keep(() => backpack.setNotes(badge.id, text, knew))}
      />
      <fieldset class="own-collections">
        <legend class="small">{i18n.t('organise.by.collection')}</legend>
        {collections.map(({ id, name, badgeIds }) => (
          <label key={id} class="tick">
            <input
              type="checkbox"
              checked={badgeIds.includes(badge.id)}
              onChange={({ currentTarget: { checked } }) =>
                void keep(() =>
                  checked
                    ? backpack.addToCollection(id, [badge.id])
                    : backpack.removeFromCollection(id, [badge.id]),
                )
              }
            />
            <span>{name}</span>
          </label>
        ))}
        <NewCollection
          id={ids.created}
          create={(name) =>
            void keep(async () => {
              const { id } = await backpack.createCollection({ name });
              await backpack.addToCollection(id, [badge.id]);
            })
          }
        />
      </fieldset>
      <p role="status" class="problem small">
        {failed && i18n.t('organise.failed')}
      </p>
    </section>
  );
}

function tagsIn(text: string): string[] {
  return text.split(/[,;\n]/);
}

interface WrittenLineProps {
  id: string;
  text: string;
  lines?: boolean;
  /** Words for the way back to what was there when the badge was opened. */
  undo: string;
  /** `knew`: what stood there when the person began to write. */
  keep: (text: string, knew: string) => void;
}

const PAUSE_MS = 1_000;

/** Kept when the person pauses, leaves the field, or leaves the page. */
function WrittenLine({ id, text, lines = false, undo, keep }: WrittenLineProps) {
  const [typed, setTyped] = useState(text);
  const [before] = useState(text);
  const [edited, setEdited] = useState(false);
  const unkept = useRef<string | undefined>(undefined);
  const known = useRef(text);
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const newest = useRef(keep);
  newest.current = keep;
  const keepNow = useRef(() => {
    clearTimeout(pause.current);
    if (unkept.current === undefined) return;
    newest.current(unkept.current, known.current);
    known.current = unkept.current;
    unkept.current = undefined;
  }).current;
  useEffect(() => {
    if (unkept.current !== undefined) return; // What came meanwhile is joined when this is kept.
    known.current = text;
    setTyped(text); // Changed elsewhere, or put in order while it was kept.
  }, [text]);
  useEffect(() => {
    addEventListener('pagehide', keepNow);
    return () => {
      removeEventListener('pagehide', keepNow);
      keepNow();
    };
  }, [keepNow]);
  const shared = {
    id,
    value: typed,
    onInput: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => {
      setTyped(value);
      setEdited(true);
      unkept.current = value;
      clearTimeout(pause.current);
      if (lines) pause.current = setTimeout(keepNow, PAUSE_MS);
    },
    onBlur: keepNow,
  };
  const putBack = () => {
    setTyped(before);
    setEdited(false);
    unkept.current = before;
    keepNow();
    document.getElementById(id)?.focus();
  };
  return (
    <>
      {lines ? (
        <textarea rows={3} {...shared} />
      ) : (
        <input type="text" {...shared} onKeyDown={(event) => event.key === 'Enter' && keepNow()} />
      )}
      {edited && before !== '' && typed !== before && (
        <button type="button" class="quiet own-undo" onClick={putBack}>
          {undo}
        </button>
      )}
    </>
  );
}

function NewCollection({ id, create }: { id: string; create: (name: string) => void }) {
  const [name, setName] = useState('');
  return (
    <form
      class="own-line"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return;
        create(name.trim());
        setName('');
      }}
    >
      <label for={id} class="visually-hidden">
        {i18n.t('organise.newCollection')}
      </label>
      <input
        id={id}
        type="text"
        placeholder={i18n.t('organise.newCollection')}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit" disabled={name.trim() === ''}>
        {i18n.t('organise.create')}
      </button>
    </form>
  );
}
