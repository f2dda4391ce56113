/** What a way of using a library is made of. */
import type { RuleId } from '../../../src/check/rules.ts';

/** A table as code can name it, seen from the file that is planted. */
export interface Named {
  readonly table: string;
  readonly entity: string;
  /** Path to the file of the entity. */
  readonly from: string;
}

export interface Client {
  readonly name: string;
  readonly from: string;
  readonly kind: 'injected' | 'default';
}

export interface Scene {
  readonly own: Named | null;
  readonly foreign: Named;
  readonly client: Client | null;
}

export interface Idiom {
  readonly rule: RuleId;
  readonly shape: string;
  /** With the mark `«x»` where it must be told. */
  readonly text: string;
}

export const W: RuleId = 'foreign-table-write';
export const R: RuleId = 'foreign-table-read';
export const J: RuleId = 'crossing-join';
export const T: RuleId = 'crossing-transaction';
export const REL: RuleId = 'crossing-relation';

export const quoted = (table: string): string =>
  /^[a-z_0-9]+$/.test(table) ? table : `"${table}"`;
export const delegate = (entity: string): string => entity[0]?.toLowerCase() + entity.slice(1);

/** Statements as bodies of functions, around which the library puts what it needs. */
export type Body = readonly [rule: RuleId, shape: string, body: string];

export function wrap(all: readonly Body[], around: (body: string) => string): readonly Idiom[] {
  return all.map(([rule, shape, body]) => ({ rule, shape, text: around(body) }));
}

export function sqlBodies({ own, foreign }: Scene, run: (sql: string) => string): readonly Body[] {
  const table = quoted(foreign.table);
  const bodies: Body[] = [
    [W, 'SQL UPDATE', `«x»await ${run(`UPDATE ${table} SET updated = true WHERE id = 1`)};`],
    [W, 'SQL INSERT', `«x»await ${run(`INSERT INTO ${table} (id) VALUES (1)`)};`],
    [W, 'SQL DELETE', `«x»await ${run(`DELETE FROM ${table} WHERE id = 1`)};`],
    [R, 'SQL SELECT', `«x»return ${run(`SELECT id FROM ${table} WHERE id = 1`)};`],
  ];
  if (own)
    bodies.push([
      J,
      'SQL JOIN',
      `«x»return ${run(`SELECT a.id FROM ${quoted(own.table)} a JOIN ${table} b ON b.id = a.id`)};`,
    ]);
  return bodies;
}
