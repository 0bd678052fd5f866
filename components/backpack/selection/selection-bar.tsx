// What can be done with the chosen badges, at the foot of the page while any is chosen.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Collection, ListedBadge } from '../../../lib/backpack';
import { later } from '../../later';
import type { useBulk } from './use-bulk';
import type { Selection } from './use-selection';
import './selection.css';
import { drawnOnce } from '../../drawn-once';

const CollectionDialog = later(async () => (await import('../../share/collection-dialog')).CollectionDialog);

interface SelectionBarProps {
  selection: Selection;
  /** How many badges are shown. */
  shown: number;
  collections: readonly Collection[];
  /** That the person gave badges before. */
  tags: readonly string[];
  bulk: ReturnType<typeof useBulk>;
}

export const SelectionBar = drawnOnce(function SelectionBar({
  selection,
  shown,
  collections,
  tags,
  bulk,
}: SelectionBarProps) {
  const { badges, clear } = selection;
  const [sharing, setSharing] = useState<readonly ListedBadge[]>();
  const [opened, setOpened] = useState<'tag' | 'collection'>();
  if (bulk.work) return <Working {...bulk.work} />;
  if (badges.length === 0) return null;

  const areFavourites = badges.every(({ favourite }) => favourite);
  // Others are to see only what could be theirs to check: nothing that is known to be false.
  const given = badges.filter(({ badge, answer }) => badge !== undefined && answer !== 'not-valid');
  return (
    <section class="selection-bar" aria-label={i18n.t('select.region')}>
      <p class="figures" role="status">
        {i18n.t('select.count', badges.length)}
      </p>
      {badges.length < shown && (
        <button type="button" class="quiet" onClick={selection.chooseAll}>
          {i18n.t('select.all', shown)}
        </button>
      )}
      <button type="button" class="quiet" onClick={clear}>
        {i18n.t('select.clear')}
      </button>
      <div class="selection-acts">
        <button
          type="button"
          onClick={() =>
            void bulk.setWords(
              badges,
              (count) => i18n.t(areFavourites ? 'select.unfavoured' : 'select.favoured', count),
              ({ favourite }) => (favourite === areFavourites ? { favourite: !areFavourites } : undefined),
            )
          }
        >
          {i18n.t(areFavourites ? 'select.notFavourite' : 'organise.favourite')}
        </button>
        <button
          type="button"
          aria-expanded={opened === 'tag'}
          onClick={() => setOpened(opened === 'tag' ? undefined : 'tag')}
        >
          {i18n.t('select.tag')}
        </button>
        <button
          type="button"
          aria-expanded={opened === 'collection'}
          onClick={() => setOpened(opened === 'collection' ? undefined : 'collection')}
        >
          {i18n.t('select.collect')}
        </button>
        <select
          aria-label={i18n.t('organise.by.owner')}
          value="none"
          onChange={({ currentTarget }) => {
            const { value } = currentTarget;
            currentTarget.value = 'none';
            const owner = value === 'mine' || value === 'other' ? value : undefined;
            void bulk.setWords(
              badges,
              (count) => i18n.t('select.decided', count),
              () => ({ owner }),
            );
          }}
        >
          <option value="none" disabled>
            {i18n.t('organise.by.owner')}
          </option>
          <option value="mine">{i18n.t('organise.mine')}</option>
          <option value="other">{i18n.t('organise.others')}</option>
          <option value="undecided">{i18n.t('organise.undecided')}</option>
        </select>
        <button type="button" onClick={() => void bulk.checkAgain(badges)}>
          {i18n.t('backpack.detail.checkAgain')}
        </button>
        {given.length > 0 && (
          <button type="button" onClick={() => setSharing(given)}>
            {i18n.t('share.page.make')}
          </button>
        )}
        <button type="button" onClick={() => void bulk.downloadFiles(badges)}>
          {i18n.t('select.download')}
        </button>
        <button type="button" onClick={() => void bulk.remove(badges).then(clear)}>
          {i18n.t('backpack.detail.delete')}
        </button>
      </div>
      {opened === 'tag' && (
        <TagForm
          tags={tags}
          act={(tag, add) => {
            setOpened(undefined);
            void bulk.setWords(
              badges,
              (count) => i18n.t(add ? 'select.tagged' : 'select.untagged', { count: String(count), tag }),
              (badge) => {
                if (badge.tags.includes(tag) === add) return undefined;
                return { tags: add ? [...badge.tags, tag] : badge.tags.filter((other) => other !== tag) };
              },
            );
          }}
        />
      )}
      {opened === 'collection' && (
        <CollectionForm
          collections={collections}
          toOld={(collection) => {
            setOpened(undefined);
            void bulk.collect(badges, collection);
          }}
          toNew={(name) => {
            setOpened(undefined);
            void bulk.collectInNew(badges, name);
          }}
        />
      )}
      {sharing && (
        <CollectionDialog
          badges={sharing}
          title={i18n.t('select.pageTitle')}
          close={() => setSharing(undefined)}
        />
      )}
    </section>
  );
});

function Working({ words, done, total, cancel }: NonNullable<ReturnType<typeof useBulk>['work']>) {
  return (
    <section class="selection-bar" aria-label={i18n.t('select.region')}>
      <p role="status">{words}</p>
      <progress aria-label={words} max={total} value={done} />
      <span class="figures soft small">
        {i18n.t('select.progress', { done: String(done), total: String(total) })}
      </span>
      <button type="button" class="quiet selection-end" onClick={cancel}>
        {i18n.t('safe.cancel')}
      </button>
    </section>
  );
}

function TagForm({ tags, act }: { tags: readonly string[]; act: (tag: string, add: boolean) => void }) {
  const ids = { field: useId(), known: useId() };
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const tag = typed.trim().normalize('NFC');
  return (
    <form
      class="selection-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (tag !== '') act(tag, true);
      }}
    >
      <label for={ids.field} class="small">
        {i18n.t('organise.by.tag')}
      </label>
      <input
        ref={field}
        id={ids.field}
        type="text"
        list={ids.known}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <datalist id={ids.known}>
        {tags.map((known) => (
          <option key={known} value={known} />
        ))}
      </datalist>
      <button type="submit" class="primary" disabled={tag === ''}>
        {i18n.t('select.addTag')}
      </button>
      <button type="button" disabled={tag === ''} onClick={() => act(tag, false)}>
        {i18n.t('select.removeTag')}
      </button>
    </form>
  );
}

interface CollectionFormProps {
  collections: readonly Collection[];
  toOld: (collection: Collection) => void;
  toNew: (name: string) => void;
}

function CollectionForm({ collections, toOld, toNew }: CollectionFormProps) {
  const id = useId();
  const [name, setName] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      class="selection-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') toNew(name.trim());
      }}
    >
      {collections.map((collection) => (
        <button type="button" key={collection.id} class="theirs" onClick={() => toOld(collection)}>
          {collection.name}
        </button>
      ))}
      <label for={id} class="small">
        {i18n.t('organise.newCollection')}
      </label>
      <input
        ref={field}
        id={id}
        type="text"
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit" class="primary" disabled={name.trim() === ''}>
        {i18n.t('organise.create')}
      </button>
    </form>
  );
}
