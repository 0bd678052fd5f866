import { useEffect, useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { tellPages } from '../lib/platform';
import {
  COLOURS,
  MAX_WORD,
  type Mark,
  MarkDrawing,
  MarkShape,
  readMark,
  SHAPES,
  type Shape,
  writeMark,
} from './mark';
import { readKept } from './personal-mark';

/** Kept at once, as everything here is chosen. */
export function MarkChooser() {
  const name = useId();
  const [mark, setMark] = useState<Mark>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    void readKept().then((value) => setMark(value === undefined ? undefined : readMark(value)));
  }, []);
  const choose = async (chosen: Mark | undefined) => {
    setMark(chosen);
    setProblem((await keep(chosen)) ? '' : i18n.t('mark.failed'));
  };
  const { shape, colour, word } = mark ?? { shape: undefined, colour: 'plum' as const, word: '' };
  return (
    <div class="mark-chooser">
      <p>{i18n.t('mark.lead')}</p>
      <fieldset>
        <legend>{i18n.t('mark.shape')}</legend>
        {(Object.keys(SHAPES) as Shape[]).map((one) => (
          <label key={one} class="mark-option" data-colour={colour}>
            <input
              type="radio"
              name={`${name}-shape`}
              aria-label={i18n.t(`mark.shapes.${one}`)}
              checked={shape === one}
              onChange={() => void choose({ shape: one, colour, word })}
            />
            <MarkShape shape={one} size={24} />
          </label>
        ))}
      </fieldset>
      {mark !== undefined && (
        <>
          <fieldset>
            <legend>{i18n.t('mark.colour')}</legend>
            {COLOURS.map((one) => (
              <label key={one} class="mark-option" data-colour={one}>
                <input
                  type="radio"
                  name={`${name}-colour`}
                  checked={colour === one}
                  onChange={() => void choose({ ...mark, colour: one })}
                />
                {i18n.t(`mark.colours.${one}`)}
              </label>
            ))}
          </fieldset>
          <label class="mark-word">
            {i18n.t('mark.word')}
            <input
              type="text"
              value={word}
              maxLength={MAX_WORD}
              autocomplete="off"
              onChange={(event) => void choose({ ...mark, word: event.currentTarget.value })}
            />
          </label>
          <p>
            <MarkDrawing value={writeMark(mark)} size={24} />
          </p>
          <p>
            <button type="button" class="quiet" onClick={() => void choose(undefined)}>
              {i18n.t('mark.none')}
            </button>
          </p>
        </>
      )}
      <p class="problem" role="status">
        {problem}
      </p>
    </div>
  );
}

/** False: the storage did not take it. */
async function keep(mark: Mark | undefined): Promise<boolean> {
  try {
    const { openOrganisedBackpack } = await import('../lib/backpack/organised-backpack');
    const backpack = await openOrganisedBackpack();
    try {
      await backpack.setMark(mark && { kind: 'symbol', value: writeMark(mark) });
    } finally {
      backpack.close();
    }
    await tellPages({ event: 'backpackChanged' });
    return true;
  } catch (error) {
    console.error('Laurel could not keep the personal mark', error);
    return false;
  }
}
