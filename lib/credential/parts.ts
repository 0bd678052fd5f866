// The parts that badges of every version are made of, whichever version's words they use.
import { readAddress, readImageAddress } from './address';
import type {
  Alignment,
  Criteria,
  DeclaredImage,
  Evidence,
  OtherIdentifier,
  Profile,
  RecipientIdentity,
} from './badge';
import { isNode, listOf, localName, type Node, nodeOf, termOf } from './node';
import { MAX_LIST_ITEMS, MAX_TEXT_CHARS, plainValue, readId, readName, readText } from './text';

/** A link to a picture (string or `{ id, caption }`), or a picture in a data: address. */
export function readImage(value: unknown, base?: string): DeclaredImage | undefined {
  const [image] = listOf(value);
  const url = readImageAddress(isNode(image) ? (termOf(image, 'id') ?? termOf(image, 'url')) : image, base);
  if (url === undefined) return undefined;
  return { url, ...present({ caption: isNode(image) ? readName(termOf(image, 'caption')) : undefined }) };
}

/** 1.x: an address. 2.0: an address or `{ id, narrative }`. 3.0: always the object. Some write prose instead. */
export function readCriteria(value: unknown, base?: string): Criteria | undefined {
  const [criteria] = listOf(value);
  const fields = isNode(criteria)
    ? { url: readAddress(termOf(criteria, 'id'), base), narrative: readText(termOf(criteria, 'narrative')) }
    : { url: readAddress(criteria, base), narrative: undefined };
  const prose = fields.url === undefined && !isNode(criteria) ? readText(criteria) : fields.narrative;
  return fields.url === undefined && prose === undefined
    ? undefined
    : present({ url: fields.url, narrative: prose });
}

/** Addresses, objects or a mix. */
export function readEvidence(value: unknown, base?: string): Evidence[] {
  return listOf(value)
    .slice(0, MAX_LIST_ITEMS)
    .flatMap((item) => {
      const evidence: Evidence = isNode(item)
        ? present({
            url: readAddress(termOf(item, 'id') ?? termOf(item, 'url'), base),
            name: readName(termOf(item, 'name')),
            description: readText(termOf(item, 'description')),
            narrative: readText(termOf(item, 'narrative')),
            genre: readName(termOf(item, 'genre')),
            audience: readName(termOf(item, 'audience')),
          })
        : present({ url: readAddress(item, base) });
      return Object.keys(evidence).length > 0 ? [evidence] : [];
    });
}

/** 1.x: `name`, `url`, `description`. Since 2.0: `targetName` and so on. 0.5 badges carry either. */
export function readAlignments(value: unknown): Alignment[] {
  return listOf(value)
    .slice(0, MAX_LIST_ITEMS)
    .filter(isNode)
    .flatMap((item) => {
      const url = readAddress(termOf(item, 'targetUrl') ?? termOf(item, 'url'));
      const name = readName(termOf(item, 'targetName') ?? termOf(item, 'name')) ?? url;
      if (name === undefined) return [];
      const optional = present({
        url,
        description: readText(termOf(item, 'targetDescription') ?? termOf(item, 'description')),
        framework: readName(termOf(item, 'targetFramework')),
        code: readName(termOf(item, 'targetCode')),
        type: readName(termOf(item, 'targetType')),
      });
      return [{ name, ...optional }];
    });
}

/** A bare string is the issuer's id and says nothing else. */
export function readProfile(value: unknown): Profile {
  const [profile] = listOf(value);
  if (!isNode(profile)) return present({ id: readId(profile) });
  const email = readName(termOf(profile, 'email'));
  return present({
    id: readId(termOf(profile, 'id')),
    name: readName(termOf(profile, 'name')),
    url: readAddress(termOf(profile, 'url')),
    email: email !== undefined && EMAIL.test(email) ? email : undefined,
    description: readText(termOf(profile, 'description')),
    image: readImage(termOf(profile, 'image')),
    phone: readName(termOf(profile, 'phone') ?? termOf(profile, 'telephone')),
    address: readPostalAddress(profile.address),
    official: readName(profile.official),
    parentName: readParentName(profile),
    otherIdentifiers: unlessEmpty(readOtherIdentifiers(profile.otherIdentifier)),
  });
}

/** OB 3.0 Address: from the narrowest to the widest, as an envelope has it. */
function readPostalAddress(value: unknown): string | undefined {
  const [address] = listOf(value);
  if (!isNode(address)) return readName(address);
  const lines = ['streetAddress', 'postalCode', 'addressLocality', 'addressRegion', 'addressCountry'];
  const known = lines.map((line) => readName(address[line])).filter((line) => line !== undefined);
  return known.length > 0 ? known.join(', ') : undefined;
}

function readParentName(profile: Node): string | undefined {
  const parent = nodeOf(profile, 'parentOrg');
  return parent === undefined ? undefined : readName(termOf(parent, 'name'));
}

/** OB 3.0 IdentifierEntry. */
export function readOtherIdentifiers(value: unknown): OtherIdentifier[] {
  return listOf(value)
    .slice(0, MAX_LIST_ITEMS)
    .filter(isNode)
    .flatMap((entry) => {
      const identifier = readName(entry.identifier);
      const type = readName(entry.identifierType);
      if (identifier === undefined) return [];
      return [{ value: identifier, ...(type === undefined ? {} : { type: localName(type) }) }];
    });
}

/** What is not there is left out, also of a list. */
export function unlessEmpty<Item>(list: Item[]): Item[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** Comma lists occur beside arrays. */
export function readTags(value: unknown): string[] {
  const tags = listOf(value)
    .slice(0, MAX_LIST_ITEMS)
    .flatMap((tag) => (typeof tag === 'string' ? tag.slice(0, MAX_TEXT_CHARS).split(',') : [tag]));
  const names = tags.slice(0, MAX_LIST_ITEMS).map(readName);
  return [...new Set(names.filter((tag) => tag !== undefined))];
}

/** 2.0 IdentityObject (`type`, `identity`) and 3.0 IdentityObject (`identityType`, `identityHash`). */
export function readIdentity(node: Node): RecipientIdentity | undefined {
  // Hash and salt are used as they stand: a cleaned salt gives another hash.
  const identity = plainValue(termOf(node, 'identity') ?? termOf(node, 'identityHash'));
  const salt = plainValue(termOf(node, 'salt'));
  const type = readIdentityType(termOf(node, 'identityType') ?? termOf(node, 'type'));
  return identityOf(type, identity, salt, plainValue(termOf(node, 'hashed')));
}

/** `hashed` may be missing, a string or plainly wrong in careless documents: then the value's own form tells. */
export function identityOf(
  type: string,
  identity: unknown,
  salt: unknown,
  hashed: unknown,
): RecipientIdentity | undefined {
  if (typeof identity !== 'string' || identity === '' || identity.length > MAX_TEXT_CHARS) return undefined;
  // Whatever it says of itself: nobody's address looks like a hash.
  const isHash = hashed === true || IDENTITY_HASH.test(identity);
  if (!isHash) {
    const value = readName(identity);
    return value === undefined ? undefined : { type, value };
  }
  const hash = readId(identity);
  if (hash === undefined) return undefined;
  return { type, hash, ...(typeof salt === 'string' && salt.length <= MAX_TEXT_CHARS ? { salt } : {}) };
}

/** Laurel's names for the identity types that more than one version knows; others keep their own. */
function readIdentityType(value: unknown): string {
  const types = listOf(value)
    .map((type) => readName(type))
    .filter((type) => type !== undefined && type !== 'IdentityObject');
  const [type = 'email'] = types.map((name) => (name === undefined ? undefined : localName(name)));
  return IDENTITY_TYPES.get(type) ?? type;
}

const IDENTITY_TYPES: ReadonlyMap<string, string> = new Map([
  ['emailAddress', 'email'],
  ['phoneNumber', 'telephone'],
  ['phone', 'telephone'],
]);
const IDENTITY_HASH = /^(?:md5|sha1|sha256|sha512)\$[0-9a-fA-F]{32,128}$/;
const EMAIL = /^[^\s@]+@[^\s@]+$/;

/** The given fields without those that are undefined: exact optional properties know no `undefined`. */
export function present<Fields extends object>(fields: Fields): Present<Fields> {
  // Object.fromEntries can not say that exactly the undefined ones were left out.
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Present<Fields>;
}

type Present<Fields> = {
  [Key in keyof Fields as undefined extends Fields[Key] ? never : Key]: Fields[Key];
} & {
  [Key in keyof Fields as undefined extends Fields[Key] ? Key : never]?: Exclude<Fields[Key], undefined>;
};
