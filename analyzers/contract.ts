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
  /** Those of the symbols that leave nothing at run time although the import does; absent when there are none. */
  readonly typeSymbols?: readonly string[];
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

export type FileRole = 'server' | 'front-end' | 'test';

export interface FileFact {
  readonly path: string;
  readonly lines: number;
  readonly module: string | null;
  /** Id of its boundary, `kernel` for shared infrastructure, null when it stays in the monolith. */
  readonly boundary: string | null;
  /** Probability that the file belongs there, 0 to 1; null for tests and files without a place. */
  readonly confidence: number | null;
  /** Test files are read as users of code but belong to no module and hold no facts. */
  readonly test: boolean;
  /** Only `server` files belong to modules and boundaries. */
  readonly role: FileRole;
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
  /** Boundary that alone may write it; null when it stays in the monolith. */
  readonly owner: string | null;
  /** Boundaries whose code writes and reads it today. */
  readonly writers: readonly string[];
  readonly readers: readonly string[];
  /** The same by modules as they are declared: the owning one, and those that write and read. */
  readonly module: string | null;
  readonly writingModules: readonly string[];
  readonly readingModules: readonly string[];
  readonly tenantColumn: string | null;
  readonly columns: readonly ColumnFact[];
  readonly indexes: readonly (readonly string[])[];
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

/** How fine a plan cuts; each finer plan only divides what the coarser one keeps together. */
export type Granularity = 'coarse' | 'medium' | 'fine';

/** `extract`: can be taken out now; `modularise-first`: worth it after the obstacles are gone; `do-not-split`. */
export type BoundaryVerdict = 'extract' | 'modularise-first' | 'do-not-split';

/**
 * What is done about a crossing: `move` the code to the side that uses it, put it into the shared
 * `kernel`, tell by `event`, ask by `api`, keep a read-only copy (`replicate`), or `merge` the two.
 */
export type Remedy = 'move' | 'kernel' | 'event' | 'api' | 'replicate' | 'merge';

export type CrossingKind =
  | 'import'
  | 'call'
  | 'inject'
  | 'read'
  | 'write'
  | 'join'
  | 'foreign-key'
  | 'transaction'
  | 'event';

/** A name that other boundaries use. */
export interface SurfaceSymbol {
  readonly symbol: string;
  readonly path: string;
  /** Boundaries that use it, sorted. */
  readonly usedBy: readonly string[];
  /** Files that use it. */
  readonly uses: number;
}

export interface BoundaryMetrics {
  readonly files: number;
  readonly lines: number;
  readonly tables: number;
  readonly routes: number;
  /** Crossings of other boundaries into this one that need an answer (remedy `api`). */
  readonly incoming: number;
  /** The same, out of this one: what the service would have to ask others for. */
  readonly outgoing: number;
  /** Share of the dependencies of its files on boundary code that stay inside, 0 to 1. */
  readonly cohesion: number;
  /** Commits in the history looked at that touched its files. */
  readonly commits: number;
}

export interface BoundaryFact {
  /** Stable, kebab-case, unique. */
  readonly id: string;
  readonly name: string;
  readonly files: readonly string[];
  /** Tables it owns: it alone may write them. */
  readonly tables: readonly string[];
  /** As in `GET /orders/:id`. */
  readonly routes: readonly string[];
  readonly surface: readonly SurfaceSymbol[];
  readonly metrics: BoundaryMetrics;
  /** How stable its files' placement is when evidence is taken away, 0 to 1. */
  readonly confidence: number;
  /** 0 to 1: what is gained by taking it out (churn, size, load). */
  readonly value: number;
  /** 0 to 1: what may go wrong (reverse calls, foreign keys, transactions, missing tests). */
  readonly risk: number;
  /** Place in the roadmap from 1 on; null when it should not be taken out. */
  readonly rank: number | null;
  readonly verdict: BoundaryVerdict;
  /** Why these files belong together and why the verdict. */
  readonly why: readonly string[];
}

/** One touch of two boundaries. */
export interface CrossingFact extends Evidence {
  readonly from: string;
  readonly to: string;
  readonly kind: CrossingKind;
  /** Symbol, table or event through which they touch. */
  readonly subject: string;
  /** File that declares the subject; null for events and tables known from SQL alone. */
  readonly target: string | null;
  readonly remedy: Remedy;
  /** Why this remedy and not the next cheaper one. */
  readonly why: string;
  /** Work of the remedy relative to moving one file (1). */
  readonly cost: number;
}

/** Something that stands in the way of taking a boundary out. */
export interface ObstacleFact extends Location {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

export interface RoadmapStep {
  readonly boundary: string;
  readonly position: number;
  readonly why: readonly string[];
  /** What must have happened before. */
  readonly before: readonly string[];
  readonly obstacles: readonly ObstacleFact[];
}

/** A file whose members belong to different boundaries, and which member goes where. */
export interface SplitFact {
  readonly path: string;
  readonly parts: readonly { readonly boundary: string; readonly symbols: readonly string[] }[];
  readonly why: string;
}

export interface PlanBoundary {
  readonly id: string;
  readonly name: string;
  readonly files: readonly string[];
}

/** One of the nested plans; the chosen one is `boundaries`. */
export interface PlanFact {
  readonly granularity: Granularity;
  readonly chosen: boolean;
  readonly boundaries: readonly PlanBoundary[];
}

/** What a plan means for the health of the system: the user's own beside the suggested one. */
export interface PlanHealth {
  readonly plan: 'suggested' | 'configured';
  readonly boundaries: number;
  readonly filesInBoundaries: number;
  readonly kernelFiles: number;
  /** File-to-file dependencies between boundaries, before remedies. */
  readonly crossingImports: number;
  /** Boundaries in synchronous cycles before and after the remedies. */
  readonly cyclicBefore: number;
  readonly cyclicAfter: number;
  /** Tables written by more than one boundary before and after the remedies. */
  readonly sharedTablesBefore: number;
  readonly sharedTablesAfter: number;
  readonly crossingTransactions: number;
  readonly crossingJoins: number;
  readonly crossingRelations: number;
}

export type SplitVerdict = 'yes' | 'modularise-first' | 'no';

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
  readonly boundaries: readonly BoundaryFact[];
  readonly plans: readonly PlanFact[];
  readonly crossings: readonly CrossingFact[];
  readonly splits: readonly SplitFact[];
  readonly roadmap: readonly RoadmapStep[];
  readonly health: readonly PlanHealth[];
  readonly verdict: { readonly split: SplitVerdict; readonly why: readonly string[] };
  readonly findings: readonly Finding[];
}
