// Collects from the sources every `code` that a check of lib/verify can carry, so that no list has to be kept.
//
// A code is a string that is written where a `code` goes: a member or variable of that name, a type of one, or an
// argument for a parameter of that name. What stands there is followed through conditionals, tables, variables and
// the functions of lib/verify that give it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';

const ROOM = join(import.meta.dirname, '../../../lib/verify');

interface AstNode {
  type: string;
  [member: string]: unknown;
}

export function codesInSource(): Set<string> {
  const files = readdirSync(ROOM, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    // The explanation for experts gives no checks of its own.
    .filter((name) => !name.startsWith('explain'))
    .map((name) => parse(join(ROOM, name)));
  const functions = files.flatMap((file) => nodesOf(file, isFunction));
  return new Set(files.flatMap((file) => codesIn(file, functions)).filter(isCode));
}

function codesIn(file: AstNode, functions: readonly AstNode[]): string[] {
  const strings = (node: unknown, seen: readonly unknown[] = []): string[] => {
    if (!isAstNode(node) || seen.includes(node)) return [];
    const on = [...seen, node];
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' ? [node.value] : [];
      case 'ConditionalExpression':
        return [...strings(node.consequent, on), ...strings(node.alternate, on)];
      case 'LogicalExpression':
        return [...strings(node.left, on), ...strings(node.right, on)];
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
        return strings(node.expression, on);
      case 'AwaitExpression':
        return strings(node.argument, on);
      case 'Identifier':
        return variables(file, String(node.name)).flatMap((value) => strings(value, on));
      case 'CallExpression':
        return isAstNode(node.callee) && node.callee.type === 'Identifier'
          ? returned(functions, node.callee.name).flatMap((value) => strings(value, on))
          : [];
      case 'MemberExpression':
        // A table of codes: `CODES[reason]`.
        return node.computed === true && isAstNode(node.object) && node.object.type === 'Identifier'
          ? variables(file, String(node.object.name)).flatMap((value) => values(value, on))
          : [];
      default:
        return [];
    }
  };
  const values = (node: unknown, seen: readonly unknown[]): string[] =>
    isAstNode(node) && node.type === 'ObjectExpression'
      ? listOf(node.properties).flatMap((property) => strings(property.value, seen))
      : isAstNode(node) && /^TS(?:As|Satisfies)Expression$/.test(node.type)
        ? values(node.expression, seen)
        : strings(node, seen);

  return [
    ...nodesOf(file, (node) => node.type === 'Property' && nameOf(node.key) === 'code').flatMap((property) =>
      strings(property.value),
    ),
    ...nodesOf(file, (node) => node.type === 'VariableDeclarator' && nameOf(node.id) === 'code').flatMap(
      (variable) => strings(variable.init),
    ),
    ...nodesOf(file, (node) => node.type === 'TSPropertySignature' && nameOf(node.key) === 'code').flatMap(
      (signature) => literals(signature.typeAnnotation),
    ),
    ...nodesOf(file, (node) => node.type === 'CallExpression').flatMap((call) =>
      codeArguments(call, functions).flatMap((argument) => strings(argument)),
    ),
  ];
}

/** What a call gives to the parameters named `code` of the functions of that name. */
function codeArguments(call: AstNode, functions: readonly AstNode[]): AstNode[] {
  const callee = nameOf(call.callee);
  if (callee === undefined) return [];
  return functions
    .filter((candidate) => functionName(candidate) === callee)
    .flatMap((candidate) => listOf(candidate.params).map((parameter) => nameOf(parameter.left ?? parameter)))
    .flatMap((name, at) => (name === 'code' ? (listOf(call.arguments)[at] ?? []) : []));
}

function variables(file: AstNode, name: string): AstNode[] {
  return nodesOf(file, (node) => node.type === 'VariableDeclarator' && nameOf(node.id) === name).flatMap(
    ({ init }) => (isAstNode(init) ? [init] : []),
  );
}

function returned(functions: readonly AstNode[], name: unknown): AstNode[] {
  return functions
    .filter((candidate) => functionName(candidate) === name)
    .flatMap(({ body }) => {
      if (!isAstNode(body)) return [];
      if (body.type !== 'BlockStatement') return [body];
      return nodesOf(body, (node) => node.type === 'ReturnStatement').flatMap(({ argument }) =>
        isAstNode(argument) ? [argument] : [],
      );
    });
}

function literals(type: unknown): string[] {
  return isAstNode(type)
    ? nodesOf(type, (node) => node.type === 'TSLiteralType').flatMap(({ literal }) =>
        isAstNode(literal) && typeof literal.value === 'string' ? [literal.value] : [],
      )
    : [];
}

const NAMED = new WeakMap<AstNode, string>();

function isFunction(node: AstNode): boolean {
  const init = node.type === 'VariableDeclarator' ? node.init : undefined;
  const name = nameOf(node.id);
  if (isAstNode(init) && init.type === 'ArrowFunctionExpression' && name !== undefined) NAMED.set(init, name);
  return node.type === 'FunctionDeclaration' || node.type === 'ArrowFunctionExpression';
}

function functionName(node: AstNode): string | undefined {
  return nameOf(node.id) ?? NAMED.get(node);
}

function nameOf(node: unknown): string | undefined {
  return isAstNode(node) && node.type === 'Identifier' ? String(node.name) : undefined;
}

/** Codes are words of small letters with hyphens; the room's other strings are longer or mixed. */
function isCode(text: string): boolean {
  return /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(text);
}

function nodesOf(root: AstNode, wanted: (node: AstNode) => boolean): AstNode[] {
  const found: AstNode[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isAstNode(value)) return;
    if (wanted(value)) found.push(value);
    for (const member of Object.values(value)) visit(member);
  };
  visit(root);
  return found;
}

function listOf(value: unknown): AstNode[] {
  return Array.isArray(value) ? value.filter(isAstNode) : [];
}

function isAstNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function parse(path: string): AstNode {
  const { program, errors } = parseSync(path, readFileSync(path, 'utf8'));
  if (errors.length > 0) throw new Error(`${path} could not be parsed`);
  // The parser's own type names hundreds of kinds of node; four members are looked at here.
  return program as unknown as AstNode;
}
