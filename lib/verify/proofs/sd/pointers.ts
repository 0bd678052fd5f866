// Paths into a credential, and the part of it that they choose ([ECDSA] §3.4.11 to §3.4.13).
import type { Path } from '../../../formats/json-pointer';
import { isJsonObject, type JsonObject } from '../../parse-json';

/** The same place in a copy whose lists of one may be bare and whose bare values may be lists of one. */
export function pathInCopy(document: unknown, copy: unknown, path: Path): Path | undefined {
  const translated: string[] = [];
  let [here, there] = [document, copy];
  for (const token of path) {
    if (Array.isArray(there) && !Array.isArray(here)) {
      translated.push('0');
      there = there[0];
    }
    const isUnwrapped = Array.isArray(here) && !Array.isArray(there);
    here = memberOf(here, token);
    if (here === undefined) return undefined;
    if (isUnwrapped) {
      if (token !== '0') return undefined;
      continue;
    }
    translated.push(token);
    there = memberOf(there, token);
    if (there === undefined) return undefined;
  }
  return translated;
}

/** What was chosen below a place: all of it, or some members. */
type Choice = 'all' | Map<string, Choice>;

/** The chosen members, and with each what it and those around it are called: `id`, `type`, `@context`. */
export function select(document: JsonObject, paths: readonly Path[]): JsonObject {
  const selected = part(document, choiceOf(paths));
  return isJsonObject(selected) ? selected : {};
}

function choiceOf(paths: readonly Path[]): Choice {
  const choice = new Map<string, Choice>();
  for (const path of paths) {
    let place = choice;
    for (const [index, token] of path.entries()) {
      const known = place.get(token);
      if (known === 'all') break;
      if (index === path.length - 1) place.set(token, 'all');
      else {
        const next = known ?? new Map<string, Choice>();
        place.set(token, next);
        place = next;
      }
    }
    if (path.length === 0) return 'all';
  }
  return choice;
}

function part(value: unknown, choice: Choice): unknown {
  if (choice === 'all') return value;
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const below = choice.get(String(index));
      return below === undefined ? [] : [part(item, below)];
    });
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const below = choice.get(name);
      if (below !== undefined) return [[name, part(member, below)]];
      return isAlwaysWith(name, member) ? [[name, member]] : [];
    }),
  );
}

function isAlwaysWith(name: string, value: unknown): boolean {
  // A blank node's own name is nobody's to know.
  if (name === 'id') return typeof value === 'string' && !value.startsWith('_:');
  return name === 'type' || name === '@context';
}

function memberOf(value: unknown, token: string): unknown {
  if (Array.isArray(value)) return /^(?:0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
}
