/** The files at work: what they hold now, what was changed in them, what could not be. */
import type { Tsconfig } from '../../../analyzers/discover/read-tsconfigs.ts';
import type { Resolver } from '../../../analyzers/graph/resolve-import.ts';
import type { FileIr } from '../../../analyzers/scan/ir.ts';
import { scanFile } from '../../../analyzers/scan/scan-file.ts';
import { readMark } from '../../generate/generated-mark.ts';
import type { FixPlan, Refusal, Repair } from './fix-plan.ts';
import type { Wanted } from './list-wanted.ts';

/** Text of a file as it was when the check read it, or why there is none to edit. */
export type EditableText =
  | { readonly text: string; readonly reason?: never }
  | { readonly text?: never; readonly reason: string };

export interface Desk {
  /** What the file holds now; null when it must not be edited. */
  readonly textOf: (path: string) => string | null;
  readonly whyClosed: (path: string) => string;
  /** Of the text as it is now. */
  readonly scan: (path: string) => FileIr | null;
  readonly configOf: (path: string) => Tsconfig | null;
  readonly put: (path: string, text: string) => void;
  readonly repaired: (wanted: Wanted, change: string) => void;
  readonly refused: (wanted: Wanted, reason: string) => void;
  readonly close: () => FixPlan;
}

const GENERATED = 'the file is generated: change what it is made from';

export function openDesk(
  root: string,
  resolver: Resolver,
  read: (path: string) => EditableText,
): Desk {
  const before = new Map<string, EditableText>();
  const now = new Map<string, string>();
  const scans = new Map<string, FileIr>();
  const repairs = new Map<string, Repair[]>();
  const refusals = new Map<string, Refusal>();
  const firstOf = (path: string): EditableText => {
    const known = before.get(path) ?? read(path);
    before.set(path, known);
    return known;
  };
  const whyClosed = (path: string): string | null => {
    const { text, reason } = firstOf(path);
    if (text === undefined) return reason;
    return readMark(text.replace(/^\uFEFF/, '')) === null ? null : GENERATED;
  };
  const scan: Desk['scan'] = (path) => {
    const text = now.get(path) ?? firstOf(path).text;
    if (text === undefined) return null;
    const known = scans.get(path) ?? scanFile(path, text);
    scans.set(path, known);
    return known;
  };
  return {
    textOf: (path) =>
      whyClosed(path) === null ? (now.get(path) ?? firstOf(path).text ?? null) : null,
    whyClosed: (path) => whyClosed(path) ?? '',
    scan,
    configOf: resolver.tsconfigOf,
    put: (path, text) => {
      now.set(path, text);
      scans.delete(path);
    },
    repaired: (wanted, change) => {
      const { path } = wanted.fact;
      repairs.set(path, [...(repairs.get(path) ?? []), { ...subjectOf(wanted), change }]);
    },
    refused: (wanted, reason) => {
      const refusal = { ...subjectOf(wanted), reason };
      refusals.set(JSON.stringify(refusal), refusal);
    },
    close: () => ({
      root,
      files: [...now].sort(byText).map(([path, after]) => ({
        path,
        before: firstOf(path).text ?? '',
        after,
        repairs: (repairs.get(path) ?? []).toSorted(byPlace),
      })),
      refused: [...refusals.values()].sort(byPlace),
    }),
  };
}

function subjectOf({ violation, fact }: Wanted): Omit<Repair, 'change'> {
  const { id, rule, symbol } = violation;
  const { path, line, column } = fact;
  return { id, rule, symbol, path, line, column };
}

const byText = ([a]: readonly [string, string], [b]: readonly [string, string]): number =>
  a < b ? -1 : 1;

const byPlace = (a: Omit<Repair, 'change'>, b: Omit<Repair, 'change'>): number =>
  (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
  a.line - b.line ||
  a.column - b.column ||
  (a.symbol < b.symbol ? -1 : 1);
