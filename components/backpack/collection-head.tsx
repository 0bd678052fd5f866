// The collection that is open: its name and description, what can be done with it as a whole.
import { useContext, useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Collection, ListedBadge } from '../../lib/backpack';
import { drawnOnce } from '../drawn-once';
import { later } from '../later';
import { membersOf } from './arrange';
import { OpenBackpack } from './surroundings';
import type { ToastWords } from './toasts';

const CollectionDialog = later(async () => (await import('../share/collection-dialog')).CollectionDialog);

type Words = Pick<Collection, 'name' | 'description'>;

interface CollectionHeadProps {
  collection: Collection;
  /** Its members are among these. */
  badges: readonly ListedBadge[];
  /** Its badges can be put in order where they stand. */
  isOrdered: boolean;
  changed: () => Promise<void>;
  toast: (words: ToastWords) => void;
  close: () => void;
}

export const CollectionHead = drawnOnce(function CollectionHead({
  collection,
  badges,
  isOrdered,
  changed,
  toast,
  close,
}: CollectionHeadProps) {
  const backpack = useContext(OpenBackpack);
  const [editing, setEditing] = useState(false);
  const [sharing, setSharing] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  // The form takes the focus with it when it goes.
  useEffect(() => {
    if (wasEditing.current && !editing) edit.current?.focus();
    wasEditing.current = editing;
  }, [editing]);
  if (backpack === undefined) return null;

  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
      await changed();
    } catch (cause) {
      console.error('Laurel could not change a collection', cause);
      toast({ text: i18n.t('organise.failed') });
    }
  };
  /** Only what differs from `knew`, which is what stood there when the person began to write. */
  const keep = (written: Words, knew: Words) =>
    attempt(async () => {
      const { id } = collection;
      const name = written.name !== knew.name && written.name.trim();
      if (name) await backpack.renameCollection(id, name);
      const described =
        written.description === knew.description
          ? undefined
          : await backpack.describeCollection(id, written.description.trim(), knew.description);
      setEditing(false);
      if (!name && described === undefined) return;
      toast({
        text: i18n.t('organise.collectionChanged', { name: name || collection.name }),
        action: {
          label: i18n.t('common.undo'),
          act: () =>
            void attempt(async () => {
              if (name) await backpack.renameCollection(id, collection.name);
              if (described !== undefined)
                await backpack.describeCollection(id, collection.description, described);
            }),
        },
      });
    });
  const remove = () =>
    attempt(async () => {
      const gone = await backpack.deleteCollection(collection.id);
      close();
      if (!gone) return;
      toast({
        text: i18n.t('organise.collectionDeleted', { name: gone.name }),
        action: {
          label: i18n.t('common.undo'),
          act: () => void attempt(() => backpack.restoreCollection(gone)),
        },
      });
    });
  // Others are to see only what could be theirs to check: nothing that is known to be false.
  const given = membersOf(badges, collection).filter(
    ({ badge, answer }) => badge !== undefined && answer !== 'not-valid',
  );
  return (
    <section class="collection-head" aria-label={collection.name}>
      {editing ? (
        <WordsForm collection={collection} keep={keep} cancel={() => setEditing(false)} />
      ) : (
        <>
          <h2>{collection.name}</h2>
          {collection.description && <p>{collection.description}</p>}
          {isOrdered && <p class="soft small">{i18n.t('organise.order')}</p>}
          <div class="own-line">
            {given.length > 0 && (
              <button type="button" onClick={() => setSharing(true)}>
                {i18n.t('backpack.detail.share')}
              </button>
            )}
            <button ref={edit} type="button" onClick={() => setEditing(true)}>
              {i18n.t('organise.edit')}
            </button>
            <button type="button" onClick={() => void remove()}>
              {i18n.t('organise.deleteCollection')}
            </button>
          </div>
        </>
      )}
      {sharing && (
        <CollectionDialog
          badges={given}
          title={collection.name}
          {...(collection.description ? { description: collection.description } : {})}
          close={() => setSharing(false)}
        />
      )}
    </section>
  );
});

interface WordsFormProps {
  collection: Words;
  keep: (written: Words, knew: Words) => Promise<void>;
  cancel: () => void;
}

function WordsForm({ collection, keep, cancel }: WordsFormProps) {
  const [knew] = useState(collection);
  const [name, setName] = useState(knew.name);
  const [description, setDescription] = useState(knew.description);
  const ids = { name: useId(), description: useId() };
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <>
      <label for={ids.name} class="small">
        {i18n.t('organise.name')}
      </label>
      <input
        ref={field}
        id={ids.name}
        type="text"
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <label for={ids.description} class="small">
        {i18n.t('organise.description')}
      </label>
      <textarea
        id={ids.description}
        rows={2}
        value={description}
        onInput={(event) => setDescription(event.currentTarget.value)}
      />
      <div class="own-line">
        <button type="button" class="primary" onClick={() => void keep({ name, description }, knew)}>
          {i18n.t('organise.keep')}
        </button>
        <button type="button" class="quiet" onClick={cancel}>
          {i18n.t('safe.cancel')}
        </button>
      </div>
    </>
  );
}
