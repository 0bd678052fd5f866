// The standing choice for one issuer: its badges are checked without a click, in `ask` too.
import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { TrustEntry, TrustedSealer } from '../../lib/backpack';
import type { OrganisedBackpack } from '../../lib/backpack/organised-backpack';
import type { EntryView } from '../../lib/page/views';
import { tellPages } from '../../lib/platform';
import { hasBackpack } from '../has-backpack';
import { useWorkerEvent } from '../worker-events';
import './page.css';

/** Offered where it was proven whom to ask; a bare key has nobody who could be. */
export function AlwaysCheck({ entry }: { entry: EntryView }) {
  const { list, change } = useAlwaysChecked();
  const [problem, setProblem] = useState('');
  const sealer = sealerOf(entry);
  if (sealer === undefined || list === undefined) return null;
  const host = sealer.value;
  const on = list.some((kept) => isSame(kept, sealer));
  return (
    <div class="always-check small">
      <label class="tick">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => {
            const name = entry.report?.badge?.issuer.name;
            void change(sealer, event.currentTarget.checked, name).then((kept) =>
              setProblem(kept ? '' : i18n.t('always.failed')),
            );
          }}
        />
        <span>{i18n.t('always.check', { host })}</span>
      </label>
      <p class="soft">{i18n.t('always.checkTells', { host })}</p>
      <p class="problem" role="status">
        {problem}
      </p>
    </div>
  );
}

/** All of them, each to be taken back; nothing where there is none. */
export function AlwaysCheckedList() {
  const { list = [], change } = useAlwaysChecked();
  if (list.length === 0) return null;
  return (
    <section class="always-list" aria-labelledby="always-checked">
      <h2 id="always-checked">{i18n.t('always.title')}</h2>
      <ul class="plain">
        {list.map((kept) => (
          <li key={kept.id}>
            <span>
              {kept.value}
              {kept.account !== undefined && <span class="soft small"> {kept.account}</span>}
            </span>
            <button type="button" class="quiet" onClick={() => void change(kept, false)}>
              {i18n.t('always.remove', { host: kept.value })}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function sealerOf({ report }: EntryView): TrustedSealer | undefined {
  if (report === undefined) return undefined;
  const { kind, value, account } = report.sealer;
  if ((kind !== 'domain' && kind !== 'platform') || value === undefined) return undefined;
  return { kind, value, ...(account === undefined ? {} : { account }) };
}

function isSame(one: TrustedSealer, other: TrustedSealer): boolean {
  return one.kind === other.kind && one.value === other.value && one.account === other.account;
}

/** `list` is undefined until it was read, and where the storage can not be opened. */
function useAlwaysChecked() {
  const [list, setList] = useState<TrustEntry[]>();
  const read = () => {
    void withBackpack((backpack) => backpack.trust()).then((entries) =>
      setList(entries?.filter((entry) => entry.alwaysCheck === true)),
    );
  };
  useEffect(read, []);
  useWorkerEvent(({ event }) => {
    if (event === 'backpackChanged') read();
  });
  /** False: the storage did not take it. */
  const change = async (sealer: TrustedSealer, on: boolean, name?: string): Promise<boolean> => {
    const done = await withBackpack(async (backpack) => {
      const earlier = await backpack.trustOf(sealer);
      const entry: Omit<TrustEntry, 'id' | 'since'> = earlier ?? {
        kind: sealer.kind,
        value: sealer.value,
        ...(sealer.account === undefined ? {} : { account: sealer.account }),
        decision: 'undecided',
        ...(name === undefined ? {} : { name }),
      };
      const { alwaysCheck: _before, ...kept } = entry;
      // An entry that says nothing any more goes.
      if (!on && earlier?.decision === 'undecided') await backpack.removeTrust(earlier.id);
      else await backpack.setTrust(on ? { ...kept, alwaysCheck: true } : kept);
      return true;
    });
    read();
    await tellPages({ event: 'backpackChanged' });
    return done ?? false;
  };
  return { list, change };
}

async function withBackpack<T>(work: (backpack: OrganisedBackpack) => Promise<T>): Promise<T | undefined> {
  if (!hasBackpack()) return undefined;
  try {
    const { openOrganisedBackpack } = await import('../../lib/backpack/organised-backpack');
    const backpack = await openOrganisedBackpack();
    try {
      return await work(backpack);
    } finally {
      backpack.close();
    }
  } catch (error) {
    console.error('Laurel could not open what the person decided', error);
    return undefined;
  }
}
