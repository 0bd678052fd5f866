// What the holder of a badge ticks: its parts, put together as a person would call them. A face of its own: loaded once
// somebody chooses.
import { type Path, parsePointer, toPointer } from '../formats/json-pointer';
import type { disclosable } from '../verify/disclose';
import { type Content, type Leaf, placeOf, unitOf } from './contents';

type Part = NonNullable<ReturnType<typeof disclosable>>[number];

export interface Choice extends Content {
  /** JSON pointer, as `deriveCredential` takes it. */
  pointer: string;
  /** Always shown: the issuer wants it so. */
  mandatory: boolean;
  /** Says something about the badge rather than about its holder: shown unless they decide otherwise. */
  usual: boolean;
}

/** In the order of the document. A thing of which the issuer always shows a part only is taken apart. */
export function choicesOf(parts: readonly Part[]): Choice[] {
  const leaves = parts.map((part) => ({ ...part, path: parsePointer(part.pointer) ?? [] }));
  const units = new Map<string, (Part & Leaf)[]>();
  for (const leaf of leaves) {
    const unit = toPointer(unitOf(leaf.path));
    units.set(unit, [...(units.get(unit) ?? []), leaf]);
  }
  const all = [...units.keys()].flatMap((unit) => [parsePointer(unit) ?? []]);
  return [...units].flatMap(([unit, members]) => {
    const whole = members.every(({ mandatory }) => mandatory === members[0]?.mandatory);
    return whole
      ? [choiceOf(unit, members, all)]
      : members.map((member) => choiceOf(member.pointer, [member], all));
  });
}

function choiceOf(pointer: string, members: readonly Part[], all: readonly Path[]): Choice {
  const place = placeOf(parsePointer(pointer) ?? [], all);
  return {
    ...place,
    pointer,
    values: members.map(({ value }) => value).filter((value) => value !== ''),
    mandatory: members.every(({ mandatory }) => mandatory),
    usual: !/^(?:evidence|endorsement\w*$|credentialSubject\/(?!achievement\b))/.test(place.place),
  };
}
