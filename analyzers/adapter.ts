/**
 * The one shape of every adapter: a library it explains to the evaluator (`LibraryKnowledge`) and
 * the facts it reads off the linked program. Adapters never see each other; what they share is
 * the table registry and the fact sink.
 */
import type { AccessMode, Certainty, ColumnFact, EventKind, RelationKind } from './contract.ts';
import type { FindingCode } from './findings.ts';
import type { CallExpr, Expr, Pos } from './scan/ir.ts';
import type { ClassHierarchy } from './program/callees.ts';
import type { Evaluator } from './program/evaluator.ts';
import type { LibraryKnowledge } from './program/library.ts';
import type {
  CallSite,
  LinkTarget,
  Program,
  ProjectClass,
  ProjectFile,
} from './program/program.ts';
import type { Env, Value } from './program/values.ts';

export interface Adapter extends LibraryKnowledge {
  /** `typeorm`; also the name shown in `project.orms` and friends. */
  readonly id: string;
  readonly title: string;
  readonly kind: 'orm' | 'framework' | 'library';
  /** Packages that hand out objects of this one without the project importing it (`em.getKysely()`). */
  readonly servedBy?: readonly string[];
  /** Looks at every project, because it reads what needs no package (global fetch, process.env). */
  readonly always?: true;
  /** Files whose calls are no facts of the running product (migrations, seeds), for every adapter. */
  readonly leavesOut?: (file: ProjectFile) => boolean;
  /** Last callee names whose calls it wants to see (`save`, `from`); for a tagged template the tag's last name; for `new X` the name `X`. */
  readonly calls?: readonly string[];
  /** Calls wanted besides `calls`, told by their syntax (`db('orders')` under any name, any tagged template). Must be cheap. */
  readonly wants?: (site: CallSite) => boolean;
  /** What `visitCall` does is to report facts: nothing is left for `finish`, so that its reports may be kept. */
  readonly onlyReports?: true;
  /** Looks at one call. Must end in facts, `visit.unresolved(…)`, or nothing when the call is not its business. */
  readonly visitCall?: (visit: Visit) => void;
  /**
   * Imports that lead to a package in disguise (a client generated into the project, often not checked in):
   * what they are linked to instead, undefined for all others.
   */
  readonly substitute?: (
    sources: ProjectSources,
  ) => (path: string, index: number, target: LinkTarget) => LinkTarget | undefined;
  /** Before any call: declares tables, relations, modules from classes, variables, schema files. */
  readonly prepare?: (context: AdapterContext) => void;
  /** Reports what a source file says besides its calls (decorated classes), and leaves nothing for `finish`. */
  readonly readFile?: (context: AdapterContext, file: ProjectFile) => void;
  /** After all calls: what needs the whole picture (mounted routers). */
  readonly finish?: (context: AdapterContext) => void;
}

/** What is known before the program is linked. */
export type ProjectSources = Pick<
  AdapterContext,
  'program' | 'readText' | 'findByExtension' | 'dependenciesOf'
>;

export interface AdapterContext {
  readonly program: Program;
  readonly evaluator: Evaluator;
  readonly hierarchy: ClassHierarchy;
  readonly tables: TableRegistry;
  readonly facts: FactSink;
  /** Whether a file counts as source: facts of tests are not wanted. */
  readonly isSource: (path: string) => boolean;
  /** Text of a non-source file of the project (`prisma/schema.prisma`), undefined if there is none. */
  readonly readText: (path: string) => string | undefined;
  /** Non-source files by extension without dot (`prisma`, `sql`), project-relative and sorted. */
  readonly findByExtension: (extension: string) => readonly string[];
  /** Dependencies of the package nearest to a file (all sections of its package.json). */
  readonly dependenciesOf: (path: string) => ReadonlySet<string>;
}

/**
 * One look at one call. Usually `env` is the plain environment of the place. When an adapter says
 * `unresolved`, the collector comes back with environments in which parameters and `this` are known:
 * once per caller of the enclosing function and per class derived from the enclosing one; facts then
 * belong to the caller's line.
 */
export interface Visit extends AdapterContext {
  readonly site: CallSite;
  readonly call: CallExpr;
  readonly env: Env;
  /** Where facts of this visit belong: the call itself, or the caller or derived class it was lifted to. */
  readonly place: Place;
  readonly lifted: boolean;
  /** Value of the object before the method name; of the callee itself for plain calls. Evaluated at first use. */
  readonly receiver: () => Value;
  readonly argument: (index: number) => Value;
  /** String argument with `{}` for unknown parts, or undefined. */
  readonly text: (index: number) => string | undefined;
  /** Says that this is its business, but the subject (table, path, event name) is not known here. */
  readonly unresolved: (subject: UnresolvedSubject, message: string) => void;
  /** Like `unresolved`, where all that a caller can add is which of several it is: facts keep their place, and no finding is made of it. */
  readonly undecided: (subject: UnresolvedSubject, message: string) => void;
}

export type UnresolvedSubject = 'table' | 'route' | 'event' | 'queue' | 'sql';

export interface Place {
  readonly file: ProjectFile;
  readonly at: Pos;
}

export interface DeclaredTable {
  readonly name: string;
  /** Class, or variable's declaration index, that stands for the table in code. */
  readonly entity: ProjectClass | null;
  readonly entityName: string | null;
  readonly orm: string;
  readonly place: Place | { readonly path: string; readonly line: number; readonly column: number };
  readonly evidence: string;
  readonly certainty: Certainty;
  readonly columns: readonly ColumnFact[];
  readonly indexes: readonly (readonly string[])[];
}

/** Tables by entity class, by declaration of a variable, and by name. Filled in `prepare`. */
export interface TableRegistry {
  /** A second declaration of a name adds what the first did not say (migration beside entity). */
  readonly declare: (table: DeclaredTable) => void;
  readonly ofEntity: (cls: ProjectClass) => DeclaredTable | undefined;
  readonly ofName: (name: string) => DeclaredTable | undefined;
  /** First table whose entity has this name (string references such as `'Order'`). */
  readonly ofEntityName: (name: string) => DeclaredTable | undefined;
  /** Ties a variable (`export const orders = pgTable('orders', …)`) to its table. */
  readonly bind: (file: ProjectFile, decl: number, name: string) => void;
  readonly ofDeclaration: (file: ProjectFile, decl: number) => string | undefined;
  readonly all: () => readonly DeclaredTable[];
}

/** Facts are reported with packed positions in the visited file; the sink fills in file, symbol and module. */
export interface FactSink {
  readonly access: (fact: {
    readonly table: string;
    readonly mode: AccessMode;
    readonly at: Pos;
    /** File of `at` when it is not the visited one: SQL text that a caller hands in keeps its own line. */
    readonly file?: ProjectFile;
    readonly via: string;
    readonly evidence: string;
    readonly certainty?: Certainty;
  }) => void;
  /** Tables read together by one query; `at` is where the first one is named. */
  readonly join: (fact: {
    readonly tables: readonly string[];
    readonly at: Pos;
    readonly file?: ProjectFile;
    readonly evidence: string;
  }) => void;
  /**
   * A transaction: `body` is the callback's expression when there is one, 'function' for everything from here
   * to the end of the enclosing function. A decorated method is given as an expression that stands for it.
   */
  readonly transaction: (fact: {
    readonly at: Pos;
    readonly body: Expr | 'function';
    readonly evidence: string;
    /** Tables known without looking at the body (array form of Prisma's $transaction: pass the array as `body`). */
    readonly tables?: readonly string[];
  }) => void;
  readonly relation: (fact: {
    readonly from: string;
    readonly to: string;
    readonly kind: RelationKind;
    readonly onDelete?: string | null;
    readonly place:
      | Place
      | { readonly path: string; readonly line: number; readonly column: number };
    readonly evidence: string;
  }) => void;
  readonly route: (fact: {
    readonly method: string;
    readonly path: string;
    readonly handler: string;
    readonly guards: readonly string[];
    readonly roles?: readonly string[];
    readonly place: Place;
    readonly evidence: string;
    readonly certainty?: Certainty;
  }) => void;
  readonly event: (fact: {
    readonly name: string;
    readonly kind: EventKind;
    readonly bus: string;
    readonly role: 'emit' | 'consume';
    readonly place: Place;
    readonly symbol: string;
    readonly evidence: string;
    readonly certainty?: Certainty;
  }) => void;
  readonly nestModule: (fact: import('./contract.ts').NestModuleFact) => void;
  readonly provider: (fact: import('./contract.ts').ProviderFact) => void;
  readonly injection: (fact: {
    readonly into: string;
    readonly token: string;
    readonly to: string | null;
    readonly forwardRef: boolean;
    readonly place: Place;
    readonly evidence: string;
  }) => void;
  readonly job: (fact: {
    readonly schedule: string;
    readonly symbol: string;
    readonly place: Place;
    readonly evidence: string;
  }) => void;
  readonly outbound: (fact: {
    readonly method: string;
    readonly url: string | null;
    readonly symbol: string;
    readonly place: Place;
    readonly evidence: string;
    readonly certainty?: Certainty;
  }) => void;
  readonly configKey: (fact: {
    readonly key: string;
    readonly place: Place;
    readonly evidence: string;
  }) => void;
  readonly finding: (fact: {
    readonly code: FindingCode;
    readonly subject: string;
    readonly message: string;
    readonly place: Place;
    readonly severity: 'error' | 'warning' | 'info';
  }) => void;
}
