// Extensions of Open Badges 1.1 and 2.0: what an issuer adds in words of its own.
import { isNode, listOf, localName, type Node, readName, termOf, typesOf } from '../../credential';
import type { Check } from '../report';

const MAX_NAMED = 5;

/**
 * An extension has a context and a type beside `Extension` (OB 1.1 Extensions). Its words are held to its own JSON
 * Schema only by whoever fetches that: Laurel has no interpreter of schemas, shows nothing of extensions, and says
 * so. No extension changes what the badge itself says.
 */
export function checkExtensions(documents: readonly Node[]): Check[] {
  const extensions = documents.flatMap(extensionsIn);
  const [broken, whole] = [extensions.filter((one) => !isWhole(one)), extensions.filter(isWhole)];
  return [
    ...(broken.length === 0
      ? []
      : [
          check(
            'warning',
            'extension-malformed',
            broken.map(({ field }) => field),
          ),
        ]),
    ...(whole.length === 0
      ? []
      : [
          check(
            'skipped',
            'extension-not-checked',
            whole.flatMap(({ node }) => namesOf(node)),
          ),
        ]),
  ];
}

interface Extension {
  field: string;
  node: Node;
}

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
  return listOf(termOf(node, 'type'))
    .filter((type) => typeof type === 'string')
    .map(localName)
    .filter((type) => !isExtensionType(type));
}

function check(outcome: 'warning' | 'skipped', code: string, names: string[]): Check {
  const shown = [...new Set(names)].slice(0, MAX_NAMED).map((name) => readName(name) ?? '');
  return { id: 'extension', outcome, code, params: { names: shown.join(', ').slice(0, 300) } };
}
