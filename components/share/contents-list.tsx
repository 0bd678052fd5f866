import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Content } from '../../lib/share';
import { dateInWords, sizeInWords } from '../dates';
import { partInWords } from './part-words';
import { ScrollBox } from './scroll-box';

/** Every row of what a file says, to read before it is given away. */
export function ContentsList({ contents }: { contents: readonly Content[] }) {
  const heading = useId();
  return (
    <>
      <p id={heading} class="small contents-title">
        {i18n.t('share.contents')}
      </p>
      <ScrollBox class="reveals contents small" label={{ id: heading }}>
        <dl>
          {contents.map((content, at) => (
            <div key={at}>
              <dt class="soft">{partInWords(content)}</dt>
              <dd class="theirs">
                {valuesInWords(content).map((value, nth) => (
                  <span key={nth}>{value}</span>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </ScrollBox>
    </>
  );
}

/** What a person can read of it; a bare yes or no among other values says nothing without its name. */
export function valuesInWords({ values }: Content): string[] {
  return values
    .filter((value) => values.length === 1 || (value !== 'true' && value !== 'false'))
    .map(valueInWords);
}

function valueInWords(value: string): string {
  const base64 = /^data:image\/[\w.+-]+;base64,([\w+/=]*)$/.exec(value)?.[1];
  if (base64 !== undefined) {
    return i18n.t('share.aPicture', { size: sizeInWords(Math.floor((base64.length * 3) / 4)) });
  }
  // Nobody reads a hash; its beginning is enough to find it in the file.
  const hash = /^(?:sha256|sha512|sha1|md5)\$[\da-f]{8}/i.exec(value)?.[0];
  if (hash !== undefined) return i18n.t('share.scrambled', { start: hash });
  return (/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(value) && dateInWords(value)) || value;
}
