/** What is known while one file is being reduced: the record so far and where in the code we are. */
import type { Expression, Statement } from 'oxc-parser';
import type {
  ClassIr,
  DeclIr,
  ExportIr,
  Expr,
  FunctionIr,
  ImportIr,
  Pos,
  SyntaxProblem,
} from './ir.ts';
import { positionAt } from './positions.ts';
import type { LineTable } from './positions.ts';

/** The same record while it is being written. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** The declarations a name has in one scope, by namespace; `ABSENT` where it has none. */
export interface Binding {
  value: number;
  type: number;
  space: number;
}

export type Meaning = keyof Binding;

export interface Scope {
  readonly parent: Scope | null;
  /** Function that owns the scope, -1 at module level. */
  readonly fn: number;
  names: Map<string, Binding> | null;
}

/** The reducers that the rest recurses into; handed in, so that no file imports in a circle. */
export interface Reducers {
  readonly expr: (scan: Scan, node: Expression) => Expr;
  readonly statements: (scan: Scan, nodes: readonly Statement[], out: Expr[]) => void;
  /** An expression whose function or class takes `name` from the place it is written at. */
  readonly named: (
    scan: Scan,
    node: Expression,
    name: string | undefined,
    shape?: { readonly cls?: number; readonly isStatic?: boolean },
  ) => Expr;
}

export interface Scan {
  readonly text: string;
  readonly lines: LineTable;
  /** Whether the text has line breaks that are not `\n` or `\r\n`. */
  readonly oddBreaks: boolean;
  /** Whether the text may hold a `var`. */
  readonly hasVar: boolean;
  /** Whether the text may hold a declaration of `React`. */
  readonly hasReact: boolean;
  readonly reduce: Reducers;
  readonly decls: Draft<DeclIr>[];
  /** How each declaration is used, by its index. */
  readonly uses: number[];
  readonly imports: Draft<ImportIr>[];
  /** Offsets of the imports, for the final order. */
  readonly importOffsets: number[];
  /** Everything that refers to an import by `index`. */
  readonly importHolders: { index: number }[];
  /** Declarations that hold a `require` made by `createRequire(import.meta.url)`. */
  readonly madeRequires: Set<number>;
  readonly exports: Draft<ExportIr>[];
  /** Declarations that were exported where they stand, with their name. */
  readonly declared: Set<string>;
  readonly classes: Draft<ClassIr>[];
  readonly functions: Draft<FunctionIr>[];
  readonly problems: SyntaxProblem[];
  computesImports: boolean;
  /** Links of the chains that are being read, inner chains behind outer ones. */
  readonly links: unknown[];
  /** `import a = ns.b`: the declaration and the one its first name is bound to. */
  readonly aliases: { readonly decl: number; readonly to: number }[];
  /** Scopes of namespaces by declaration: several blocks of one namespace see each other's names. */
  readonly namespaces: Map<number, Scope>;
  /** Names of `declare global` blocks. */
  readonly globals: Scope;
  scope: Scope;
  /** Function around this place, -1 at module level. */
  fn: number;
  /** Whether this place runs while the module is evaluated. */
  load: boolean;
  /** Inside `declare …` or a declaration file, where nothing is emitted. */
  ambient: boolean;
  /** At the level whose exports are the file's. */
  exporting: boolean;
  depth: number;
}

/** Levels of expression nesting that are kept: the record must survive JSON and recursive readers. */
export const MAX_DEPTH = 1000;

export function at(scan: Scan, offset: number): Pos {
  return positionAt(scan.lines, offset);
}

/** Position of the last character of a node. */
export function endAt(scan: Scan, end: number): Pos {
  return positionAt(scan.lines, end > 0 ? end - 1 : 0);
}

/** In every message that tells of code left out for its depth. */
export const TOO_DEEP = 'nested too deeply to be read';

/** Stands for an expression nested too deeply to be kept; says so among the problems. */
export function tooDeep(scan: Scan, offset: number): Expr {
  const place = at(scan, offset);
  const message = `Expression ${TOO_DEEP} in full`;
  const isTold = scan.problems.some(
    (problem) => problem.message === message && problem.at === place,
  );
  if (!isTold) scan.problems.push({ message, at: place });
  return { k: 'other', kids: EMPTY, at: place };
}

/** The array without room to grow: records are kept, and arrays that were filled bit by bit have much of it. */
export function trimmed<T>(items: readonly T[]): readonly T[] {
  return items.length === 0 ? EMPTY : items.slice();
}

export const EMPTY: readonly never[] = [];

type Place = Pick<Scan, 'scope' | 'fn' | 'load' | 'ambient' | 'exporting'>;

/** Runs `inner` with some of the state changed, and restores it. */
export function within<T>(scan: Scan, change: Partial<Place>, inner: () => T): T {
  const { scope, fn, load, ambient, exporting } = scan;
  if (change.scope !== undefined) scan.scope = change.scope;
  if (change.fn !== undefined) scan.fn = change.fn;
  if (change.load !== undefined) scan.load = change.load;
  if (change.ambient !== undefined) scan.ambient = change.ambient;
  if (change.exporting !== undefined) scan.exporting = change.exporting;
  const result = inner();
  scan.scope = scope;
  scan.fn = fn;
  scan.load = load;
  scan.ambient = ambient;
  scan.exporting = exporting;
  return result;
}
