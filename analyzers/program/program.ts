/**
 * The linked program: files, classes and functions as objects with identity, and the indices that
 * the evaluator and the adapters look things up in. Built once per analysis, read-only afterwards.
 */
import type {
  AssignExpr,
  CallExpr,
  ClassIr,
  DefineExpr,
  ExportIr,
  Expr,
  FileIr,
  FunctionIr,
  ParamIr,
} from '../scan/ir.ts';
import { linkFile, pushTo } from './link-file.ts';
import { aside, createReading, EVERYTHING } from './reading.ts';
import type { Reading } from './reading.ts';

export { calleeName, pushTo } from './link-file.ts';

/** What an import request leads to. */
export type LinkTarget =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string; readonly subpath: string }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'none' };

export type Linker = (path: string, importIndex: number) => LinkTarget;

export interface ProjectFile {
  readonly path: string;
  /** Takes note of who looks at the file; that of the program it is part of. */
  readonly reading: Reading;
  readonly ir: FileIr;
  readonly classes: readonly ProjectClass[];
  readonly functions: readonly ProjectFunction[];
  /** Initialiser of each declared name (`const`, destructuring, for…of). */
  readonly definitions: ReadonlyMap<number, DefineExpr>;
  /** Later assignments to plain names. */
  readonly assignments: ReadonlyMap<number, readonly AssignExpr[]>;
  /** Functions put on objects: `service.run = async () => …`, by member name. */
  readonly attached: ReadonlyMap<string, readonly AttachedFunction[]>;
  /** Values put on objects: `handlers.list = …`, `this.db = …` in an object's method, by member name. */
  readonly placed: ReadonlyMap<string, readonly PlacedMember[]>;
  /** Parameter declarations: function and parameter they belong to. */
  readonly parameters: ReadonlyMap<
    number,
    { readonly fn: ProjectFunction; readonly param: ParamIr; readonly index: number }
  >;
  /** Function expressions handed to a call: the call and the argument's position. */
  readonly argumentOf: ReadonlyMap<number, { readonly site: CallSite; readonly index: number }>;
  readonly calls: readonly CallSite[];
  readonly typeParameters: ReadonlyMap<number, string>;
  /** Whether anything is taken from a member named `env`, as all that reads the environment is. */
  readonly takesEnv: boolean;
  /** Exports by name; those of `export * from` are under `*`. */
  readonly exported: ReadonlyMap<string, readonly ExportIr[]>;
}

export interface PlacedMember {
  readonly object: Expr;
  readonly v: Expr;
  /** Function in which it is assigned. */
  readonly fn: ProjectFunction | null;
}

export interface AttachedFunction {
  readonly object: Expr;
  readonly v: Extract<Expr, { k: 'fn' }>;
  /** Function in which it is attached. */
  readonly fn: ProjectFunction | null;
}

export interface ProjectClass {
  readonly file: ProjectFile;
  readonly index: number;
  readonly ir: ClassIr;
  readonly name: string;
  /** `this.x = v` of its methods (the constructor's first), by name. */
  readonly assigned: ReadonlyMap<
    string,
    readonly { readonly v: Expr; readonly fn: ProjectFunction }[]
  >;
  readonly methods: ReadonlyMap<string, readonly ProjectFunction[]>;
  readonly ctor: ProjectFunction | null;
}

export interface ProjectFunction {
  readonly file: ProjectFile;
  readonly index: number;
  readonly ir: FunctionIr;
  /** The class whose `this` it sees, through arrows and nested functions; null outside of classes. */
  readonly owner: ProjectClass | null;
  readonly inStatic: boolean;
  /** `OrderService.place`, `placeOrder`; anonymous functions take the name of what is around them. */
  readonly symbol: string;
}

/** One call (or `new`, or tagged template) with where it stands. */
export interface CallSite {
  readonly file: ProjectFile;
  readonly expr: CallExpr;
  /** Last name of the callee: `save` in `a.b.save()`, `` when there is none. */
  readonly name: string;
  readonly fn: ProjectFunction | null;
  /** The class whose `this` it sees. */
  readonly owner: ProjectClass | null;
  /** The top expression (statement) it is part of. */
  readonly root: Expr;
  /** The template, when the call is a tagged template: `expr.args` then holds the template itself. */
  readonly tagged: boolean;
}

export interface Program {
  readonly files: ReadonlyMap<string, ProjectFile>;
  readonly link: Linker;
  readonly callsByName: Pick<ReadonlyMap<string, readonly CallSite[]>, 'get'>;
  /** Every file, for those who look at each of them for itself. */
  readonly list: readonly ProjectFile[];
  readonly reading: Reading;
}

/** @param files scanned files, sorted by path */
export function buildProgram(
  files: readonly FileIr[],
  link: Linker,
  reading: Reading = createReading(),
): Program {
  return joinFiles(
    files.map((ir) => linkFile(ir, reading)),
    link,
    reading,
  );
}

/** @param list linked files, sorted by path */
export function joinFiles(list: readonly ProjectFile[], link: Linker, reading: Reading): Program {
  const calls = indexByName('calls', list, reading, (file) =>
    file.calls.map((site) => [site.name, site]),
  );
  return {
    files: new NotedFiles(list, reading),
    link,
    callsByName: { get: calls },
    list,
    reading,
  };
}

/** What is in the files under each name; whoever asks for a name depends on all that is under it. */
export type NameIndex<T> = (name: string) => readonly T[] | undefined;

/** @param kind of the cells: `calls` for `calls save` */
export function indexByName<T extends { readonly file: ProjectFile }>(
  kind: string,
  list: readonly ProjectFile[],
  reading: Reading,
  namesIn: (file: ProjectFile) => Iterable<readonly [string, T]>,
): NameIndex<T> {
  const index = new Map<string, T[]>();
  aside(reading, () => {
    for (const file of list) for (const [name, one] of namesIn(file)) pushTo(index, name, one);
  });
  reading.indices.set(kind, {
    holders: (name) => [...new Set((index.get(name) ?? []).map((one) => one.file.path))],
    namesIn: (file) => Array.from(namesIn(file), ([name]) => name),
  });
  return (name) => {
    reading.unit.cells.add(`${kind} ${name}`);
    return index.get(name);
  };
}

/** The files by path. A walk over all of them depends on everything. */
class NotedFiles extends Map<string, ProjectFile> {
  private readonly reading: Reading;

  constructor(list: readonly ProjectFile[], reading: Reading) {
    super();
    this.reading = reading;
    for (const file of list) super.set(file.path, file);
  }

  private note(): this {
    this.reading.unit.cells.add(EVERYTHING);
    return this;
  }

  override values(): MapIterator<ProjectFile> {
    this.note();
    return super.values();
  }
  override keys(): MapIterator<string> {
    this.note();
    return super.keys();
  }
  override entries(): MapIterator<[string, ProjectFile]> {
    this.note();
    return super.entries();
  }
  override [Symbol.iterator](): MapIterator<[string, ProjectFile]> {
    return this.entries();
  }
  override forEach(...args: Parameters<Map<string, ProjectFile>['forEach']>): void {
    this.note();
    super.forEach(...args);
  }
  override get size(): number {
    this.note();
    return super.size;
  }
}
