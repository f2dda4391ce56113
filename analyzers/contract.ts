/**
 * The plain types everything else speaks: what `analyzeProject` returns and `saasctl analyze --json`
 * prints. Readonly, JSON-serialisable, sorted, with project-relative POSIX paths and 1-based
 * lines and columns. A value may be added here; it may not change its meaning
 * (`schema/analysis.v1.json` is generated from the same fields).
 */

/** `certain`: read from the syntax and resolved to its declaration. `inferred`: a rule of thumb had a part in it. */
export type Certainty = 'certain' | 'inferred';

/** Where a fact stands in the code. */
export interface Location {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** A location with the reason why we say what we say. */
export interface Evidence extends Location {
  /** One phrase, quoting the code where that is shortest. */
  readonly evidence: string;
  readonly certainty: Certainty;
}

export type Severity = 'error' | 'warning' | 'info';

/** Something the user should know: a limit of this analysis, a smell, a trap. */
export interface Finding extends Location {
  /** Stable code, one of `FINDING_CODES` (analyzers/findings.ts). */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Stable short id: hash of code, path and subject, so it survives line shifts. */
  readonly id: string;
  /** Further places that belong to the finding. */
  readonly related: readonly Location[];
}

export type ImportKind = 'value' | 'type' | 'dynamic' | 'require';
export type ImportLoad = 'eager' | 'deferred';
export type CycleTier = 'all' | 'runtime' | 'load';

/** One resolved import between two files of the project: one row per (from, to, line, kind). */
export interface ImportFact extends Location {
  readonly from: string;
  readonly to: string;
  /** `type`: erased by TypeScript, by syntax or because every name is used only as a type. */
  readonly kind: ImportKind;
  /** `eager`: some imported name is used while the importing module is evaluated. */
  readonly load: ImportLoad;
  readonly symbols: readonly string[];
  /** Specifiers as written, sorted. */
  readonly specifiers: readonly string[];
}

/** An import of a package that is not part of the project. */
export interface ExternalImport extends Location {
  readonly package: string;
  readonly kind: ImportKind;
}

export interface ProjectInfo {
  readonly root: string;
  readonly name: string | null;
  readonly frameworks: readonly string[];
  readonly orms: readonly string[];
  /** Other recognised libraries: event buses, queues, schedulers, HTTP clients. */
  readonly libraries: readonly string[];
  readonly tsconfigs: readonly string[];
  readonly workspaces: readonly string[];
  readonly files: number;
  readonly lines: number;
  readonly testFiles: number;
}

export interface FileFact {
  readonly path: string;
  readonly lines: number;
  readonly module: string | null;
  readonly boundary: string | null;
  readonly confidence: number | null;
  /** Test files are read as users of code but belong to no module and hold no facts. */
  readonly test: boolean;
}

export interface ColumnFact {
  readonly name: string;
  readonly type: string | null;
  readonly line: number;
}

export interface TableFact extends Evidence {
  readonly name: string;
  /** The entity, model or constant that declares it; null for tables known from SQL or migrations alone. */
  readonly entity: string | null;
  readonly orm: string;
  readonly owner: string | null;
  readonly tenantColumn: string | null;
  readonly columns: readonly ColumnFact[];
  readonly indexes: readonly (readonly string[])[];
  /** Modules that write and read it. */
  readonly writers: readonly string[];
  readonly readers: readonly string[];
}

export type AccessMode = 'read' | 'write';

export interface AccessFact extends Evidence {
  readonly table: string;
  readonly mode: AccessMode;
  /** Library and call, as in `typeorm Repository.save`. */
  readonly via: string;
  /** Enclosing function, as in `OrderService.place`. */
  readonly symbol: string;
  readonly module: string | null;
  readonly boundary: string | null;
}

export type RelationKind =
  | 'many-to-one'
  | 'one-to-many'
  | 'one-to-one'
  | 'many-to-many'
  | 'foreign-key';

export interface RelationFact extends Evidence {
  readonly from: string;
  readonly to: string;
  readonly kind: RelationKind;
  readonly onDelete: string | null;
}

export interface JoinFact extends Evidence {
  readonly tables: readonly string[];
  readonly modules: readonly string[];
  readonly crosses: boolean;
}

export interface TransactionFact extends Evidence {
  readonly tables: readonly string[];
  readonly modules: readonly string[];
  readonly boundaries: readonly string[];
  readonly crosses: boolean;
  /** Calls inside that could not be followed; the table list may be short by what they do. */
  readonly unresolvedCalls: number;
}

export interface RouteFact extends Evidence {
  readonly method: string;
  readonly file: string;
  /** Full path with every prefix, `:name` for parameters. The file is in `file`. */
  readonly path: string;
  readonly handler: string;
  readonly module: string | null;
  readonly boundary: string | null;
  readonly guards: readonly string[];
  readonly roles: readonly string[];
}

export type EventKind = 'event' | 'queue' | 'command' | 'query';

export interface EventEnd extends Evidence {
  readonly symbol: string;
  readonly module: string | null;
}

export interface EventFact {
  readonly name: string;
  readonly kind: EventKind;
  readonly bus: string;
  readonly emitters: readonly EventEnd[];
  readonly consumers: readonly EventEnd[];
}

export interface InjectionFact extends Evidence {
  readonly into: string;
  readonly token: string;
  /** File that declares the injected class or token; null when it comes from a package. */
  readonly to: string | null;
  readonly forwardRef: boolean;
}

export interface ProviderFact extends Evidence {
  readonly token: string;
  /** Class, value or factory behind the token. */
  readonly provides: string;
  readonly providerKind: 'class' | 'useClass' | 'useValue' | 'useFactory' | 'useExisting';
  readonly nestModule: string;
}

export interface NestModuleFact extends Evidence {
  readonly name: string;
  readonly imports: readonly string[];
  readonly forwardRefs: readonly string[];
  readonly controllers: readonly string[];
  readonly providers: readonly string[];
  readonly exports: readonly string[];
  readonly global: boolean;
  readonly dynamic: boolean;
}

export interface JobFact extends Evidence {
  readonly schedule: string;
  readonly symbol: string;
  readonly module: string | null;
}

export interface OutboundFact extends Evidence {
  readonly method: string;
  readonly url: string | null;
  readonly symbol: string;
  readonly module: string | null;
}

export interface ConfigKeyFact extends Evidence {
  readonly key: string;
}

export interface CutEdge extends Location {
  readonly from: string;
  readonly to: string;
}

export interface CycleFact {
  readonly tier: CycleTier;
  readonly level: 'file' | 'module' | 'boundary';
  readonly members: readonly string[];
  readonly edges: number;
  /** The cheapest edges found whose removal leaves no cycle among the members. */
  readonly cut: readonly CutEdge[];
}

export interface ModuleFact {
  readonly id: string;
  readonly name: string;
  /** What makes it a module. */
  readonly origin: 'nest-module' | 'folder' | 'workspace' | 'root';
  readonly path: string;
  readonly files: number;
  readonly lines: number;
  /** Efferent coupling: modules it depends on by value imports; afferent: modules that depend on it. */
  readonly efferent: number;
  readonly afferent: number;
  /** Ce / (Ca + Ce) of Martin, 1994; null without any coupling. */
  readonly instability: number | null;
  readonly dependsOn: readonly ModuleEdge[];
  readonly packages: readonly string[];
  readonly tables: readonly string[];
}

export interface ModuleEdge {
  readonly to: string;
  readonly imports: number;
  readonly valueImports: number;
}

export interface HubFact {
  readonly path: string;
  readonly lines: number;
  /** Files and modules that import it by value or type. */
  readonly importers: number;
  readonly modules: number;
  readonly imports: number;
  readonly exports: number;
  readonly kind: 'barrel' | 'hub' | 'god-file';
}

export interface FileHistory {
  readonly path: string;
  readonly commits: number;
  readonly added: number;
  readonly deleted: number;
  readonly authors: number;
}

export interface CoChange {
  readonly a: string;
  readonly b: string;
  readonly together: number;
  /** Jaccard: commits with both over commits with either. */
  readonly strength: number;
}

export interface HistoryFacts {
  /** `absent`: no git; `shallow`: history is cut off and the figures are lower bounds; `names-only`: a partial clone, without line counts and renames. */
  readonly state: 'complete' | 'shallow' | 'names-only' | 'absent' | 'off';
  readonly commits: number;
  /** Commits left out because they touch too many files to say anything about coupling. */
  readonly bulkCommits: number;
  readonly files: readonly FileHistory[];
  readonly coChanges: readonly CoChange[];
}

export interface SecondOpinion {
  readonly state: 'agrees' | 'differs' | 'failed' | 'off';
  readonly tool: string;
  readonly edges: number;
  readonly missing: number;
  readonly extra: number;
  readonly message: string | null;
}

/** Everything `saasctl analyze` knows; DESIGN section 6 fixes the upper-level names. */
export interface Analysis {
  readonly schemaVersion: 1;
  readonly project: ProjectInfo;
  readonly files: readonly FileFact[];
  readonly imports: readonly ImportFact[];
  readonly externals: readonly ExternalImport[];
  readonly modules: readonly ModuleFact[];
  readonly hubs: readonly HubFact[];
  readonly tables: readonly TableFact[];
  readonly accesses: readonly AccessFact[];
  readonly relations: readonly RelationFact[];
  readonly joins: readonly JoinFact[];
  readonly transactions: readonly TransactionFact[];
  readonly routes: readonly RouteFact[];
  readonly events: readonly EventFact[];
  readonly nestModules: readonly NestModuleFact[];
  readonly providers: readonly ProviderFact[];
  readonly injections: readonly InjectionFact[];
  readonly jobs: readonly JobFact[];
  readonly outbound: readonly OutboundFact[];
  readonly config: readonly ConfigKeyFact[];
  readonly cycles: readonly CycleFact[];
  readonly history: HistoryFacts;
  readonly secondOpinion: SecondOpinion;
  readonly boundaries: readonly never[];
  readonly crossings: readonly never[];
  readonly roadmap: readonly never[];
  readonly verdict: { readonly split: null; readonly why: readonly string[] };
  readonly findings: readonly Finding[];
}
