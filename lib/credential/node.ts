// One object of a badge document, read by the terms of the Open Badges contexts however they are spelled.

export type Node = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own value of a term, under its short name or as a compact or full IRI. Null is as good as absent. */
export function termOf(node: Node, term: string): unknown {
  for (const spelling of SPELLINGS.get(term) ?? [term]) {
    if (!Object.hasOwn(node, spelling)) continue;
    const value = node[spelling];
    if (value !== null && value !== undefined) return value;
  }
  return undefined;
}

/** The first object under a term. */
export function nodeOf(node: Node, term: string): Node | undefined {
  return listOf(termOf(node, term)).find(isNode);
}

/** One or many: always a list. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** The local names of a node's types: `https://w3id.org/openbadges#Assertion` and `obi:Assertion` are `Assertion`. */
export function typesOf(node: Node): readonly string[] {
  return listOf(termOf(node, 'type'))
    .filter((type) => typeof type === 'string')
    .map(localName);
}

/** What stands after the vocabulary of a compact or full IRI; a plain word stays as it is. */
export function localName(name: string): string {
  return /^[a-zA-Z][\w.+-]*:/.test(name)
    ? name.slice(Math.max(...['#', '/', ':'].map((mark) => name.lastIndexOf(mark))) + 1)
    : name;
}

const VOCABULARIES: Readonly<Record<string, readonly string[]>> = {
  schema: ['schema:', 'http://schema.org/', 'https://schema.org/'],
  obi: ['obi:', 'https://w3id.org/openbadges#', 'https://purl.imsglobal.org/spec/ob/v2p0/vocab.html#'],
  sec: ['sec:', 'https://w3id.org/security#'],
  cred: ['cred:', 'https://w3id.org/credentials#'],
  dc: ['dc:', 'http://purl.org/dc/terms/'],
};

/** Terms of the v2 context whose IRI has another local name or vocabulary than plain `obi:<term>`. */
const IRIS: Readonly<Record<string, string>> = {
  name: 'schema:name',
  description: 'schema:description',
  image: 'schema:image',
  url: 'schema:url',
  email: 'schema:email',
  telephone: 'schema:telephone',
  caption: 'schema:caption',
  genre: 'schema:genre',
  tags: 'schema:keywords',
  targetName: 'schema:targetName',
  targetUrl: 'schema:targetUrl',
  targetDescription: 'schema:targetDescription',
  targetFramework: 'schema:educationalFramework',
  issuedOn: 'obi:issueDate',
  expires: 'sec:expiration',
  identity: 'obi:identityHash',
  verification: 'obi:verify',
  creator: 'dc:creator',
  owner: 'sec:owner',
  publicKey: 'sec:publicKey',
  publicKeyPem: 'sec:publicKeyPem',
  claim: 'cred:claim',
  endorsement: 'cred:credential',
  revokedAssertions: 'obi:revoked',
};

const OBI_TERMS = [
  ...[
    'alignment',
    'allowedOrigins',
    'audience',
    'badge',
    'criteria',
    'evidence',
    'hashed',
    'issuer',
    'narrative',
  ],
  ...['recipient', 'revoked', 'revocationReason', 'revocationList', 'endorsementComment'],
  ...['salt', 'targetCode', 'uid'],
];

const SPELLINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['id', ['id', '@id']],
  ['type', ['type', '@type']],
  ['startsWith', ['startsWith', 'http://purl.org/dqm-vocabulary/v1/dqm#startsWith']],
  ...OBI_TERMS.map((term) => [term, [term, ...irisOf(`obi:${term}`)]] as const),
  // `verify` is the 1.x name and, since 2.0, an alias.
  ...Object.entries(IRIS).map(
    ([term, iri]) => [term, [term, ...(term === 'verification' ? ['verify'] : []), ...irisOf(iri)]] as const,
  ),
]);

const TERMS: ReadonlyMap<string, string> = new Map(
  [...SPELLINGS].flatMap(([term, spellings]) => spellings.map((spelling) => [spelling, term] as const)),
);

/** The usual name of a term, by any of its spellings. */
export function termNamed(spelling: string): string | undefined {
  return TERMS.get(spelling);
}

function irisOf(compact: string): string[] {
  const [prefix = '', local = ''] = compact.split(':');
  return (VOCABULARIES[prefix] ?? []).map((vocabulary) => vocabulary + local);
}
