// A JSON Schema against a document (drafts 7 to 2020-12), as far as that is safe with a stranger's schema.
//
// `pattern` is left out: a regular expression can keep a machine busy for years. So are formats, remote references
// and what is not known; the answer then says that it is not complete.
import { isJsonObject, type JsonObject } from '../parse-json';
import type { SchemaAnswer } from '../report';

const MAX_STEPS = 20_000;
const MAX_DEPTH = 64;
const MAX_MISSES = 5;

/** For `VerifyEnvironment.fitsSchema`. Not on the room's face: pages share one bundle of that with the worker. */
export function fitsSchema(document: unknown, schema: JsonObject): SchemaAnswer {
  const walk: Walk = {
    root: schema,
    rules: makeRules(),
    stepsLeft: MAX_STEPS,
    complete: true,
    misses: new Set(),
  };
  check(document, schema, { walk, at: '', depth: 0 });
  return { misses: [...walk.misses].slice(0, MAX_MISSES), complete: walk.complete };
}

interface Walk {
  root: JsonObject;
  rules: ReadonlyMap<string, Rule>;
  stepsLeft: number;
  complete: boolean;
  misses: Set<string>;
}

interface Place {
  walk: Walk;
  /** JSON Pointer. */
  at: string;
  depth: number;
}

/** Says nothing about a value by themselves. */
const SILENT: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  'id',
  '$defs',
  '$comment',
  '$anchor',
  '$vocabulary',
  'definitions',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'then',
  'else',
  'minContains',
  'maxContains',
]);

/** True when it fits; what does not is added to the misses. */
function check(value: unknown, schema: unknown, place: Place): boolean {
  const { walk, at, depth } = place;
  walk.stepsLeft -= 1;
  if (walk.stepsLeft < 0 || depth > MAX_DEPTH) {
    walk.complete = false;
    return true;
  }
  if (typeof schema === 'boolean') return schema || missed(place);
  if (!isJsonObject(schema)) return true;
  let fits = true;
  for (const keyword of Object.keys(schema)) {
    if (SILENT.has(keyword)) continue;
    const rule = walk.rules.get(keyword);
    if (rule === undefined) walk.complete = false;
    else if (!rule(value, schema, { walk, at, depth: depth + 1 })) fits = false;
  }
  return fits;
}

type Rule = (value: unknown, schema: JsonObject, place: Place) => boolean;

/** Made when asked for: a bundle that does not ask leaves all of it out. */
const makeRules = (): ReadonlyMap<string, Rule> =>
  new Map<string, Rule>([
    ['$ref', (value, { $ref }, place) => reference($ref, place, (target) => check(value, target, place))],
    ['type', (value, { type }, place) => list(type).some((one) => isOfType(value, one)) || missed(place)],
    ['const', (value, schema, place) => same(value, schema.const) || missed(place)],
    ['enum', (value, schema, place) => list(schema.enum).some((one) => same(value, one)) || missed(place)],
    ['required', (value, { required }, place) => all(list(required), (name) => has(value, name, place))],
    ['properties', (value, { properties }, place) => inProperties(value, properties, place)],
    ['additionalProperties', additionalProperties],
    ['items', inItems],
    ['prefixItems', (value, { prefixItems }, place) => inTuple(value, prefixItems, place)],
    ['contains', contains],
    ['allOf', (value, { allOf }, place) => all(list(allOf), (one) => check(value, one, place))],
    ['anyOf', (value, { anyOf }, place) => count(value, anyOf, place) > 0 || missed(place)],
    ['oneOf', (value, { oneOf }, place) => count(value, oneOf, place) === 1 || missed(place)],
    ['not', (value, { not }, place) => !quietly(value, not, place) || missed(place)],
    ['if', conditional],
    ['minItems', bounded((value) => (Array.isArray(value) ? value.length : undefined), 'minItems', 1)],
    ['maxItems', bounded((value) => (Array.isArray(value) ? value.length : undefined), 'maxItems', -1)],
    [
      'minLength',
      bounded((value) => (typeof value === 'string' ? [...value].length : undefined), 'minLength', 1),
    ],
    [
      'maxLength',
      bounded((value) => (typeof value === 'string' ? [...value].length : undefined), 'maxLength', -1),
    ],
    ['minimum', bounded((value) => (typeof value === 'number' ? value : undefined), 'minimum', 1)],
    ['maximum', bounded((value) => (typeof value === 'number' ? value : undefined), 'maximum', -1)],
  ]);

function missed({ walk, at }: Place): false {
  if (walk.misses.size < MAX_MISSES) walk.misses.add(at === '' ? '/' : at);
  return false;
}

/** Only within the schema itself: another one would be one more request. */
function reference(ref: unknown, { walk }: Place, use: (target: unknown) => boolean): boolean {
  const path =
    typeof ref === 'string' && /^#(?:\/|$)/.test(ref) ? ref.slice(1).split('/').slice(1) : undefined;
  let target: unknown = path === undefined ? undefined : walk.root;
  for (const step of path ?? []) {
    const name = decoded(step).replace(/~1/g, '/').replace(/~0/g, '~');
    const holder: unknown = target;
    const known = isJsonObject(holder) && Object.hasOwn(holder, name);
    target = known ? holder[name] : Array.isArray(holder) ? holder[Number(name)] : undefined;
  }
  if (target !== undefined) return use(target);
  walk.complete = false;
  return true;
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    // Not percent-encoded after all: then it stands for itself.
    return step;
  }
}

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isJsonObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function has(value: unknown, name: unknown, place: Place): boolean {
  if (!isJsonObject(value) || typeof name !== 'string' || Object.hasOwn(value, name)) return true;
  return missed({ ...place, at: pointer(place.at, name) });
}

function inProperties(value: unknown, properties: unknown, place: Place): boolean {
  if (!isJsonObject(value) || !isJsonObject(properties)) return true;
  return all(Object.keys(properties), (name) =>
    Object.hasOwn(value, name) ? check(value[name], properties[name], below(place, name)) : true,
  );
}

function additionalProperties(value: unknown, schema: JsonObject, place: Place): boolean {
  if (!isJsonObject(value)) return true;
  if (schema.patternProperties !== undefined) {
    place.walk.complete = false;
    return true;
  }
  const known = isJsonObject(schema.properties) ? schema.properties : {};
  return all(
    Object.keys(value).filter((name) => !Object.hasOwn(known, name)),
    (name) => check(value[name], schema.additionalProperties, below(place, name)),
  );
}

/** Before 2020-12 a list under `items` is a tuple. */
function inItems(value: unknown, { items, prefixItems }: JsonObject, place: Place): boolean {
  if (Array.isArray(items)) return inTuple(value, items, place);
  if (!Array.isArray(value)) return true;
  const from = Array.isArray(prefixItems) ? prefixItems.length : 0;
  return all([...value.keys()].slice(from), (index) =>
    check(value[index], items, below(place, String(index))),
  );
}

function inTuple(value: unknown, schemas: unknown, place: Place): boolean {
  if (!Array.isArray(value)) return true;
  return all([...list(schemas).slice(0, value.length).entries()], ([index, schema]) =>
    check(value[index], schema, below(place, String(index))),
  );
}

function contains(value: unknown, schema: JsonObject, place: Place): boolean {
  if (!Array.isArray(value)) return true;
  const found = value.filter((item) => quietly(item, schema.contains, place)).length;
  const [least, most] = [schema.minContains ?? 1, schema.maxContains ?? Number.POSITIVE_INFINITY];
  return (found >= Number(least) && found <= Number(most)) || missed(place);
}

function conditional(value: unknown, schema: JsonObject, place: Place): boolean {
  const branch = quietly(value, schema.if, place) ? schema.then : schema.else;
  return branch === undefined || check(value, branch, place);
}

/** `sign` 1: at least the keyword's number; -1: at most. */
function bounded(measure: (value: unknown) => number | undefined, keyword: string, sign: 1 | -1): Rule {
  return (value, schema, place) => {
    const [size, bound] = [measure(value), schema[keyword]];
    if (size === undefined || typeof bound !== 'number') return true;
    return sign * (size - bound) >= 0 || missed(place);
  };
}

function count(value: unknown, schemas: unknown, place: Place): number {
  return list(schemas).filter((schema) => quietly(value, schema, place)).length;
}

/** Whether it fits, without misses being told: another branch may still do. */
function quietly(value: unknown, schema: unknown, { walk, at, depth }: Place): boolean {
  const told = new Set(walk.misses);
  const fits = check(value, schema, { walk, at, depth });
  walk.misses = told;
  return fits;
}

function below(place: Place, name: string): Place {
  return { ...place, at: pointer(place.at, name) };
}

function pointer(at: string, name: string): string {
  return `${at}/${name.slice(0, 80).replace(/~/g, '~0').replace(/\//g, '~1')}`;
}

/** Every one is tried, so that every miss is told. */
function all<Item>(items: readonly Item[], fits: (item: Item) => boolean): boolean {
  return items.map(fits).every(Boolean);
}

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}

/** JSON values; the order of an object's members does not count. */
function same(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => same(item, right[index]));
  if (!isJsonObject(left) || !isJsonObject(right)) return left === right;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && same(left[name], right[name]))
  );
}
