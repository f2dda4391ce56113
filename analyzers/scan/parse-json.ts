/** JSON as configuration files have it, read by the same parser as the code. */
import { parseSync } from 'oxc-parser';

/** A JSON value as read; objects have no prototype surprises because keys are copied one by one. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export interface JsonProblem {
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}

export interface JsonText {
  /** Undefined when the text could not be read. */
  readonly value: Json | undefined;
  readonly problems: readonly JsonProblem[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/**
 * Reads JSON with comments and trailing commas. Like TypeScript, it reads them as a JavaScript
 * literal, so a syntax error has a place; anything but literals is a problem, not a value.
 */
export function parseJsonText(text: string): JsonText {
  const clean = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    return { value: JSON.parse(clean) as Json, problems: [] };
  } catch {
    return parseLenient(clean);
  }
}

function parseLenient(text: string): JsonText {
  if (text.trim() === '') return { value: undefined, problems: [problemAt(text, 0, 'Empty file')] };
  const { program, errors } = parseSync('config.js', `(${text}\n)`, { sourceType: 'script' });
  const error = errors[0];
  if (error !== undefined) {
    const offset = (error.labels[0]?.start ?? 1) - 1;
    return { value: undefined, problems: [problemAt(text, offset, error.message)] };
  }
  const problems: JsonProblem[] = [];
  const statement = program.body[0] as unknown as Node | undefined;
  const value = readNode(statement?.['expression'] as Node, (node, message) => {
    problems.push(problemAt(text, node.start - 1, message));
  });
  return { value, problems };
}

function readNode(node: Node, report: (node: Node, message: string) => void): Json {
  switch (node.type) {
    case 'ParenthesizedExpression':
      return readNode(node['expression'] as Node, report);
    case 'Literal':
      return readLiteral(node, report);
    case 'ArrayExpression':
      return (node['elements'] as readonly (Node | null)[]).flatMap((item) =>
        item === null ? [] : [readNode(item, report)],
      );
    case 'ObjectExpression':
      return readObject(node['properties'] as readonly Node[], report);
    case 'UnaryExpression': {
      const value = readNode(node['argument'] as Node, report);
      if (node['operator'] === '-' && typeof value === 'number') return -value;
    }
  }
  report(node, 'Only literals are allowed in JSON');
  return null;
}

function readLiteral(node: Node, report: (node: Node, message: string) => void): Json {
  const value = node['value'];
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value))
    return value as Json;
  report(node, 'Only literals are allowed in JSON');
  return null;
}

function readObject(
  properties: readonly Node[],
  report: (node: Node, message: string) => void,
): JsonObject {
  const entries: [string, Json][] = [];
  for (const property of properties) {
    const key = property['key'] as Node | undefined;
    const name = key?.['value'] ?? key?.['name'];
    if (property.type !== 'Property' || typeof name !== 'string') {
      report(property, 'Only quoted keys are allowed in JSON');
      continue;
    }
    entries.push([name, readNode(property['value'] as Node, report)]);
  }
  return Object.fromEntries(entries);
}

function problemAt(text: string, offset: number, message: string): JsonProblem {
  const before = text.slice(0, Math.max(0, Math.min(offset, text.length)));
  const newline = before.lastIndexOf('\n');
  return {
    message,
    line: before.split('\n').length,
    column: before.length - newline,
  };
}
