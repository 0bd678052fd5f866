// The forms of single fields: 0.5 to 1.1 by the 1.0 specification and Mozilla's validator of it, 2.0 by its own words.
import { type Node, termOf } from '../../credential';
import { asList, isJsonObject } from '../parse-json';

type Form = (value: unknown) => boolean;

const isText: Form = (value) => typeof value === 'string';
const isWeb: Form = (value) =>
  typeof value === 'string' && !/\s/.test(value) && /^https?:$/.test(URL.parse(value)?.protocol ?? '');
/** Before 1.0 places on the issuer's own host were told without it; from 1.1 on they may be objects. */
const isPlace: Form = (value) => isWeb(value) || isJsonObject(value) || /^\/(?!\/)\S*$/.test(String(value));
const isPicture: Form = (value) => isPlace(value) || /^data:image\/(?:png|svg\+xml)[;,]/i.test(String(value));
const isBoolean: Form = (value) => value === undefined || /^(?:true|false)$/i.test(String(value));

type Forms = Readonly<Record<string, Readonly<Record<string, Form>>>>;

/** Forms that all versions before 2.0 share. */
const BEFORE_2: Forms = {
  assertion: {
    verification: (value) => isJsonObject(value) && /^(?:hosted|signed)/i.test(String(value.type)),
  },
  badgeClass: {
    name: isText,
    description: isText,
    image: isPicture,
    criteria: isPlace,
    version: (value) => /^v?\d+\.\d+(?:\.\d+)?$/.test(String(value)),
    tags: listOf(isText),
    alignment: listOf(
      (value) =>
        isText(value) ||
        (isJsonObject(value) && isText(value.name) && isWeb(value.url) && isText(value.description ?? '')),
    ),
  },
  issuer: {
    name: isText,
    url: isWeb,
    email: (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(String(value)),
    origin: (value) => isWeb(value) && URL.parse(String(value))?.pathname === '/',
  },
};

const FORMS = {
  '0.5': {
    ...BEFORE_2,
    assertion: { ...BEFORE_2.assertion, recipient: isText, badge: isJsonObject },
  },
  '1.x': {
    ...BEFORE_2,
    assertion: {
      ...BEFORE_2.assertion,
      recipient: (value) => isJsonObject(value) && isBoolean(value.hashed),
    },
  },
  '2.x': {
    issuer: {
      email: listOf((value) => /^[^\s@]+@[^\s@]+$/.test(String(value))),
      // E.164, as OB 2.0 asks for it.
      telephone: listOf((value) => /^\+?[1-9]\d{1,14}(?:;ext=\d+)?$/.test(String(value))),
    },
  },
} as const satisfies Record<string, Forms>;

/** Names of fields that are there and of another form than their version asks for. */
export function malformed(rules: keyof typeof FORMS, part: string, node: Node): string[] {
  const forms: Forms = FORMS[rules];
  return Object.entries(forms[part] ?? {}).flatMap(([term, fits]) => {
    const value = termOf(node, term);
    return value === undefined || value === null || fits(unwrapped(value)) ? [] : [term];
  });
}

function listOf(fits: Form): Form {
  return (values) => asList(values).every((value) => fits(unwrapped(value)));
}

/** What JSON-LD wraps (1.1). */
function unwrapped(value: unknown): unknown {
  return isJsonObject(value) ? (value['@value'] ?? value['@id'] ?? value) : value;
}
