/** Text of a saasctl.json → what it says, or an error that names key, line and column. */
import { parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import { z } from 'zod';

import { UserError } from '../errors.ts';
import { suggestNames } from '../report/suggest-names.ts';
import { configError, positionOf } from './config-problem.ts';
import type { ConfigProblem, ConfigSource, KeyPath } from './config-problem.ts';
import { RULE_IDS } from '../check/rules.ts';
import { configSchema, optionsOfRule, RESERVED_IDS } from './config-schema.ts';
import type { Config } from './config-schema.ts';

export interface ParsedConfig {
  readonly config: Config;
  readonly source: ConfigSource;
}

/**
 * @param name the file as the user knows it, for messages
 * @throws UserError when it is no strict JSON, has a key twice, or says what it may not
 */
export function parseConfig(name: string, written: string): ParsedConfig {
  const text = written.startsWith('\uFEFF') ? written.slice(1) : written;
  const source = { name, text, tree: parseStrictly(name, text) };
  const duplicates = findDuplicates(source.tree, []);
  const result = configSchema.safeParse(JSON.parse(text));
  const problems = [...duplicates, ...(result.error?.issues ?? []).flatMap(problemOf)];
  if (result.data === undefined || problems.length > 0) throw configError(source, problems);
  const wrong = [...checkRoot(result.data), ...checkIds(result.data)];
  if (wrong.length > 0) throw configError(source, wrong);
  return { config: result.data, source };
}

function parseStrictly(name: string, text: string): Node {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (tree !== undefined && first === undefined) return tree;
  const { line, column } = positionOf(text, first?.offset ?? 0);
  const reason = first ? printParseErrorCode(first.error) : 'ValueExpected';
  const words = reason.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  throw new UserError(
    'config-json',
    `${name}:${line}:${column}  not valid JSON: ${words}`,
    'It is strict JSON: double quotes, no comments, no comma after the last entry.',
  );
}

/** JSON.parse keeps the last of two equal keys: a boundary would be lost in silence. */
function findDuplicates(node: Node, path: KeyPath): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const seen = new Set<string>();
  for (const [index, child] of (node.children ?? []).entries()) {
    if (node.type !== 'object') {
      problems.push(...findDuplicates(child, [...path, index]));
      continue;
    }
    const [key, value] = child.children ?? [];
    const name = String(key?.value);
    if (seen.has(name))
      problems.push({ path: [...path, name], at: 'key', message: 'is there twice' });
    seen.add(name);
    if (value) problems.push(...findDuplicates(value, [...path, name]));
  }
  return problems;
}

const NOUNS: Readonly<Record<string, string>> = {
  array: 'a list',
  record: 'an object',
  object: 'an object',
  string: 'a text',
};

function problemOf(issue: z.core.$ZodIssue): readonly ConfigProblem[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const value = (message: string): ConfigProblem[] => [{ path, at: 'value', message }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        at: 'key',
        message: `unknown key${meant(key, knownKeys(path))}`,
      }));
    case 'invalid_key':
      return [{ path, at: 'key', message: 'an id is kebab-case, as in "order-items"' }];
    case 'invalid_type':
      return value(
        issue.message.endsWith('received undefined')
          ? 'is missing'
          : `must be ${NOUNS[issue.expected] ?? issue.expected}`,
      );
    case 'invalid_value':
      return value(`must be one of ${issue.values.map(String).join(', ')}`);
    case 'too_small':
      return value('is empty');
    case 'invalid_union':
      return problemsOfUnion(issue, path);
    default:
      return value(issue.message);
  }
}

/** A severity or an object of options: what is wrong is said about the one that was meant. */
function problemsOfUnion(
  { errors }: z.core.$ZodIssueInvalidUnion,
  path: KeyPath,
): readonly ConfigProblem[] {
  const meantObject = errors.find((issues) => issues.every((one) => !isOfWhole(one)));
  return (meantObject ?? errors[0] ?? []).flatMap((issue) =>
    problemOf({ ...issue, path: [...path, ...issue.path] }),
  );
}

const isOfWhole = ({ code, path }: z.core.$ZodIssue): boolean =>
  path.length === 0 && code !== 'unrecognized_keys';

function meant(key: string, known: readonly string[]): string {
  const names = suggestNames(key, known);
  if (names.length > 0) return `; did you mean "${names[0]}"?`;
  return known.length > 0 ? `; there are ${known.join(', ')}` : '';
}

/** Keys that may stand where an unknown one does. */
function knownKeys(path: KeyPath): readonly string[] {
  const { boundaries, kernel } = configSchema.shape;
  const [first, , ...rest] = path;
  if (first === undefined) return Object.keys(configSchema.shape);
  if (first === 'kernel') return Object.keys(kernel.unwrap().shape);
  if (first === 'rules') return path.length === 1 ? RULE_IDS : optionsOfRule(String(path[1]));
  return rest.length === 0 ? Object.keys(boundaries.unwrap().valueType.shape) : [];
}

function checkRoot({ root }: Config): readonly ConfigProblem[] {
  if (root === undefined || (!root.startsWith('/') && !root.split('/').includes('..'))) return [];
  return [{ path: ['root'], at: 'value', message: 'must be a folder within the analyzed one' }];
}

/** What only the whole can tell: ids that are taken, tables with two owners, dependencies on nobody. */
function checkIds({ boundaries = {} }: Config): readonly ConfigProblem[] {
  const ids = Object.keys(boundaries);
  const ownerOf = new Map<string, string>();
  return Object.entries(boundaries).flatMap(([id, { tables = [], dependsOn = [] }]) => {
    const at = (key: string, index: number, message: string): ConfigProblem[] => [
      { path: ['boundaries', id, key, index], at: 'value', message },
    ];
    const reserved: ConfigProblem[] = RESERVED_IDS.has(id)
      ? [{ path: ['boundaries', id], at: 'key', message: 'this name stands for something else' }]
      : [];
    const owned = tables.flatMap((table, index) => {
      const owner = ownerOf.get(table);
      ownerOf.set(table, owner ?? id);
      if (owner === undefined) return [];
      return at('tables', index, `the table "${table}" is already owned by "${owner}"`);
    });
    const needed = dependsOn.flatMap((other, index) => {
      if (other === id) return at('dependsOn', index, 'a boundary does not depend on itself');
      if (ids.includes(other)) return [];
      return at('dependsOn', index, `there is no boundary "${other}"${meant(other, ids)}`);
    });
    return [...reserved, ...owned, ...needed];
  });
}
