// The backpack's left side: everything, what needs attention, the person's collections, and whose seals and which
// skills are in it. Each thing is chosen with a click and let go of with another.
import { i18n } from '#i18n';
import type { Collection } from '../../../lib/backpack';
import { drawnOnce } from '../../drawn-once';
import { type Counts, type Filter, issuerWords } from '../arrange';
import type { Narrowed } from '../use-shown';
import { type CollectionActs, CollectionsGroup } from './collections-group';
import { LeftList, moveInLeft } from './left-list';
import { ValueGroup } from './value-group';
import './left.css';

export interface LeftSideProps extends Narrowed, CollectionActs {
  /** Undefined until all badges were read. */
  counts: Counts | undefined;
  total: number;
  collections: readonly Collection[];
}

export const LeftSide = drawnOnce(function LeftSide(props: LeftSideProps) {
  const { counts, total, collections, chosen, chooseFilter, chooseNarrowing, chooseAll, ...acts } = props;
  const { filter, narrowings } = chosen;
  const filterItem = (value: Filter, words: string, count: number | undefined) => ({
    ...{ value, words, count },
    isChosen: filter === value,
    choose: () => chooseFilter(value),
  });
  return (
    <nav class="left-side" aria-label={i18n.t('left.title')} onKeyDown={moveInLeft}>
      <LeftList
        items={[
          {
            ...{ value: 'all', words: i18n.t('backpack.all'), count: total },
            isChosen: filter === 'all' && narrowings.length === 0,
            choose: chooseAll,
          },
          filterItem('favourite', i18n.t('organise.favourites'), counts?.favourite),
          filterItem('attention', i18n.t('backpack.attention'), counts?.attention),
        ]}
      />
      <CollectionsGroup {...{ collections, narrowings, choose: chooseNarrowing, ...acts }} />
      {counts && (
        <>
          <ValueGroup
            kind="issuer"
            title={i18n.t('left.issuers')}
            find={i18n.t('left.findIssuer')}
            values={counts.issuers}
            wordsOf={issuerWords}
            {...{ narrowings, choose: chooseNarrowing }}
          />
          <ValueGroup
            kind="skill"
            title={i18n.t('left.skills')}
            find={i18n.t('left.findSkill')}
            values={counts.skills}
            wordsOf={asItIs}
            {...{ narrowings, choose: chooseNarrowing }}
          />
        </>
      )}
    </nav>
  );
});

function asItIs(skill: string): string {
  return skill;
}
