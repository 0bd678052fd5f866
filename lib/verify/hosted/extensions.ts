// Extensions of Open Badges 1.1 and 2.0: what an issuer adds in words of its own.
import { isNode, listOf, localName, type Node, readAddress, readName, typesOf } from '../../credential';
import type { VerifyContext } from '../context';
import { isJsonObject, type JsonObject, parseObjectBytes } from '../parse-json';
import type { Check } from '../report';

const MAX_NAMED = 5;
/** Each may cost two requests, and nothing depends on them. */
const MAX_LOOKED_UP = 3;
const MAX_CONTEXTS = 2;
const ACCEPT_CONTEXT = 'application/ld+json, application/json;q=0.9';
const ACCEPT_SCHEMA = 'application/schema+json, application/json;q=0.9';

/**
 * An extension has a context and a type beside `Extension` (OB 1.1 Extensions). Its context may name a JSON Schema
 * that nodes of the type are held to (`validation`: `validatesType`, `validationSchema`). A miss is a warning: no
 * extension changes what the badge itself says.
 */
export async function checkExtensions(documents: readonly Node[], context: VerifyContext): Promise<Check[]> {
  const extensions = documents.flatMap(extensionsIn);
  const whole = extensions.filter(isWhole);
  const answers = await Promise.all(
    whole.map(async (extension, index) => ({
      extension,
      answer: index < MAX_LOOKED_UP ? await holdToSchema(extension.node, context) : NOT_CHECKED,
    })),
  );
  const having = (code: Answer['code']) => answers.filter(({ answer }) => answer.code === code);
  const misses = answers.flatMap(({ extension, answer }) =>
    answer.code === 'extension-missed' ? answer.misses.map((miss) => extension.field + miss) : [],
  );
  const typesHaving = (code: Answer['code']) =>
    having(code).flatMap(({ extension }) => namesOf(extension.node));
  return [
    ...told('warning', 'extension-malformed', {
      names: extensions.filter((one) => !isWhole(one)).map(({ field }) => field),
    }),
    ...told('warning', 'extension-missed', { names: typesHaving('extension-missed'), fields: misses }),
    ...told('passed', 'extension-met', { names: typesHaving('extension-met') }),
    ...told('skipped', 'extension-not-checked', { names: typesHaving('extension-not-checked') }),
  ];
}

interface Extension {
  field: string;
  node: Node;
}

type Answer =
  | { code: 'extension-met' | 'extension-not-checked' }
  | { code: 'extension-missed'; misses: string[] };

const NOT_CHECKED: Answer = { code: 'extension-not-checked' };

function extensionsIn(document: Node): Extension[] {
  return Object.entries(document).flatMap(([field, value]) =>
    listOf(value)
      .filter(isNode)
      .filter((node) => typesOf(node).some(isExtensionType))
      .map((node) => ({ field, node })),
  );
}

function isWhole({ node }: Extension): boolean {
  return node['@context'] !== undefined && namesOf(node).length > 0;
}

/** The text of 1.1 writes it in lower case. */
function isExtensionType(type: string): boolean {
  return /^extension$/i.test(type);
}

function namesOf(node: Node): string[] {
  return typesOf(node).filter((type) => !isExtensionType(type));
}

async function holdToSchema(node: Node, context: VerifyContext): Promise<Answer> {
  const { fitsSchema } = context.environment;
  if (fitsSchema === undefined) return NOT_CHECKED;
  const addresses = await schemaAddresses(node, context);
  const schemas = await Promise.all(addresses.map((address) => fetchObject(address, ACCEPT_SCHEMA, context)));
  const answers = schemas.filter((schema) => schema !== undefined).map((schema) => fitsSchema(node, schema));
  if (answers.length === 0) return NOT_CHECKED;
  const misses = answers.flatMap((answer) => answer.misses);
  return misses.length > 0 ? { code: 'extension-missed', misses } : { code: 'extension-met' };
}

async function schemaAddresses(node: Node, context: VerifyContext): Promise<string[]> {
  const contexts = listOf(node['@context']).slice(0, MAX_CONTEXTS);
  const documents = await Promise.all(
    contexts.map((one) => {
      const address = readAddress(one);
      return isJsonObject(one) || address === undefined ? one : fetchObject(address, ACCEPT_CONTEXT, context);
    }),
  );
  const types = namesOf(node);
  const addresses = documents
    .filter(isNode)
    .flatMap((document) => memberOf(document, 'validation'))
    .filter(isNode)
    .filter((entry) =>
      memberOf(entry, 'validatesType').some((type) => types.includes(localName(String(type)))),
    )
    .flatMap((entry) => memberOf(entry, 'validationSchema'))
    .map((address) => readAddress(address));
  return [...new Set(addresses.filter((address) => address !== undefined))].slice(0, 1);
}

/** Contexts write these under their own prefix of Open Badges, `obi:validation`. */
function memberOf(node: Node, name: string): readonly unknown[] {
  return Object.entries(node).flatMap(([key, value]) => (localName(key) === name ? listOf(value) : []));
}

async function fetchObject(
  address: string,
  accept: string,
  context: VerifyContext,
): Promise<JsonObject | undefined> {
  const fetched = await context.get(address, accept, 'optional');
  if (fetched.kind === 'unavailable' || fetched.status < 200 || fetched.status > 299) return undefined;
  const parsed = parseObjectBytes(fetched.bytes);
  return parsed.kind === 'object' ? parsed.value : undefined;
}

function told(
  outcome: Check['outcome'],
  code: string,
  params: { names: string[]; fields?: string[] },
): Check[] {
  if (params.names.length === 0) return [];
  return [
    {
      id: 'extension',
      outcome,
      code,
      params: Object.fromEntries(Object.entries(params).map(([key, words]) => [key, listed(words)])),
    },
  ];
}

function listed(words: readonly string[]): string {
  const shown = [...new Set(words)].slice(0, MAX_NAMED).map((word) => readName(word) ?? '');
  return shown.join(', ').slice(0, 300);
}
