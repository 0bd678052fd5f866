// The mark of the person's own choosing: what a page can not know, so it can not imitate a surface that shows it.
import { i18n } from '#i18n';
import './mark.css';

export const SHAPES = {
  kite: 'M12 3 18 10 12 21 6 10zM12 3v18M6 10h12',
  boat: 'M4 15h16l-3 5H7zM12 3v12M12 4l6 8h-6',
  moon: 'M16 4a9 9 0 1 0 4 12 7 7 0 0 1-4-12',
  hill: 'M2 19 9 7l5 8 3-4 5 8z',
  key: 'M8 12a4 4 0 1 1 0-.1M8 12h13v4M17 12v3',
  drop: 'M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11',
} as const;
export type Shape = keyof typeof SHAPES;

export const COLOURS = ['plum', 'sea', 'moss', 'brick', 'ink'] as const;
export type Colour = (typeof COLOURS)[number];

export interface Mark {
  shape: Shape;
  colour: Colour;
  /** May be empty. */
  word: string;
}

export const MAX_WORD = 24;

/** As it is kept: `shape colour word`. Anything else is no mark of this kind. */
export function readMark(value: string): Mark | undefined {
  const [shape = '', colour = '', ...words] = value.split(' ');
  const known = COLOURS.find((one) => one === colour);
  if (!Object.hasOwn(SHAPES, shape) || known === undefined) return undefined;
  return { shape: shape as Shape, colour: known, word: words.join(' ').slice(0, MAX_WORD) };
}

export function writeMark({ shape, colour, word }: Mark): string {
  return [shape, colour, word.trim().slice(0, MAX_WORD)].filter(Boolean).join(' ');
}

export function MarkDrawing({ value, size }: { value: string; size: number }) {
  const mark = readMark(value);
  if (mark === undefined) return null;
  const shape = i18n.t(`mark.shapes.${mark.shape}`);
  const words =
    mark.word === '' ? i18n.t('mark.ownWordless', { shape }) : i18n.t('mark.own', { shape, word: mark.word });
  return (
    <span class="personal-mark" data-colour={mark.colour} role="img" aria-label={words} title={words}>
      <MarkShape shape={mark.shape} size={size} />
      {mark.word !== '' && <span aria-hidden="true">{mark.word}</span>}
    </span>
  );
}

export function MarkShape({ shape, size }: { shape: Shape; size: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linejoin="round"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <path d={SHAPES[shape]} />
    </svg>
  );
}
