// credentialSchema (OB 3.0 verification step 1, VCDM 2.0 §4.11): what the issuer promised its documents look like.
//
// A miss is a warning beside a good proof. The schema's host is not named among those that Laurel needs: nothing
// depends on it, and nobody is asked for leave on its account.
import { isNode, type Node, readAddress, readName, termOf, typesOf } from '../../credential';
import type { VerifyContext } from '../context';
import { asList, type JsonObject, parseObjectBytes } from '../parse-json';
import type { Check } from '../report';

const KNOWN_TYPES: readonly string[] = ['1EdTechJsonSchemaValidator2019', 'JsonSchema'];
const MAX_SCHEMAS = 2;
const ACCEPT = 'application/schema+json, application/json;q=0.9';

/** `signed` names the schemas; `document` is what they are about, as it came. */
export async function checkSchemas(
  signed: JsonObject,
  document: JsonObject,
  context: VerifyContext,
): Promise<void> {
  for (const entry of asList(signed.credentialSchema).filter(isNode).slice(0, MAX_SCHEMAS)) {
    context.record({ id: 'schema', ...(await checkOne(entry, document, context)) });
  }
}

async function checkOne(
  entry: Node,
  document: JsonObject,
  context: VerifyContext,
): Promise<Omit<Check, 'id'>> {
  const [type] = typesOf(entry);
  const url = readAddress(termOf(entry, 'id'));
  if (!KNOWN_TYPES.includes(type ?? '') || url === undefined)
    return { outcome: 'skipped', code: 'schema-unknown', params: { name: readName(type) ?? '' } };
  const about = { about: url, params: { host: new URL(url).host } };
  const { fitsSchema } = context.environment;
  if (fitsSchema === undefined) return { outcome: 'skipped', code: 'schema-not-checked', about: url };
  const fetched = await context.get(url, ACCEPT, 'optional');
  if (fetched.kind === 'unavailable' || fetched.status < 200 || fetched.status > 299)
    return { outcome: 'skipped', code: 'schema-not-had', ...about };
  const schema = parseObjectBytes(fetched.bytes);
  if (schema.kind === 'problem') return { outcome: 'skipped', code: 'schema-not-had', ...about };
  const { misses, complete } = fitsSchema(document, schema.value);
  if (misses.length > 0) {
    const params = { ...about.params, fields: misses.join(', ') };
    return { outcome: 'warning', code: 'schema-missed', about: url, params };
  }
  return complete
    ? { outcome: 'passed', code: 'schema-met', ...about }
    : { outcome: 'passed', code: 'schema-met-in-part', ...about };
}
