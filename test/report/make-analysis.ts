import type { Analysis, Finding, ModuleFact } from '../../analyzers/contract.ts';
import { createFinding } from '../../analyzers/findings.ts';

/** A project in which nothing was found, with what a test wants to be different. */
export function makeAnalysis(change: Partial<Analysis> = {}): Analysis {
  return {
    schemaVersion: 1,
    project: {
      root: '.',
      name: 'sample',
      frameworks: [],
      orms: [],
      libraries: [],
      tsconfigs: [],
      workspaces: [],
      files: 0,
      lines: 0,
      testFiles: 0,
    },
    files: [],
    imports: [],
    externals: [],
    modules: [],
    hubs: [],
    tables: [],
    accesses: [],
    relations: [],
    joins: [],
    transactions: [],
    routes: [],
    events: [],
    nestModules: [],
    providers: [],
    injections: [],
    jobs: [],
    outbound: [],
    config: [],
    cycles: [],
    history: { state: 'off', commits: 0, bulkCommits: 0, files: [], coChanges: [] },
    secondOpinion: {
      state: 'off',
      tool: 'dependency-cruiser',
      edges: 0,
      missing: 0,
      extra: 0,
      message: null,
    },
    boundaries: [],
    plans: [],
    crossings: [],
    splits: [],
    roadmap: [],
    health: [],
    verdict: { split: 'no', why: [] },
    findings: [],
    ...change,
  };
}

export function makeModule(id: string, change: Partial<ModuleFact> = {}): ModuleFact {
  return {
    id,
    name: id.split('/').at(-1) ?? id,
    origin: 'folder',
    path: id,
    files: 1,
    lines: 10,
    efferent: 0,
    afferent: 0,
    instability: null,
    dependsOn: [],
    packages: [],
    tables: [],
    ...change,
  };
}

const MODULES = 130;
const EDGES = 1200;

/** Names as deep as they get in a monorepo of many years. */
const nameOf = (at: number): string =>
  `packages/backend-platform/applications/core-server/src/modules/business-domain-${at}`;

/** A monolith far too large for one picture: 130 modules, 1,200 dependencies, findings of every kind. */
export function makeLargeAnalysis(): Analysis {
  const perModule = Math.ceil(EDGES / MODULES);
  const edges = Array.from({ length: EDGES }, (_, at) => {
    const from = Math.floor(at / perModule);
    return { from, to: (from + 1 + (at % perModule) * 7) % MODULES, imports: 1 + ((at * 31) % 17) };
  });
  const modules = Array.from({ length: MODULES }, (_, at) =>
    makeModule(nameOf(at), {
      files: 20,
      lines: 1000 + at,
      efferent: edges.filter((edge) => edge.from === at).length,
      afferent: edges.filter((edge) => edge.to === at).length,
      dependsOn: edges
        .filter((edge) => edge.from === at)
        .map(({ to, imports }) => ({ to: nameOf(to), imports, valueImports: imports })),
    }),
  );
  const tables = Array.from({ length: 400 }, (_, at) => ({
    path: `${nameOf(at % MODULES)}/entity-${at}.ts`,
    line: 3,
    column: 1,
    evidence: '@Entity',
    certainty: 'certain' as const,
    name: `some_rather_long_table_name_${at}`,
    entity: `Entity${at}`,
    orm: 'typeorm',
    owner: null,
    writers: [],
    readers: [],
    module: nameOf(at % MODULES),
    writingModules: [nameOf(at % MODULES), nameOf((at + 1) % MODULES)],
    readingModules: modules.map((one) => one.id),
    tenantColumn: null,
    columns: [],
    indexes: [],
  }));
  return makeAnalysis({
    modules,
    tables,
    hubs: modules.slice(0, 30).map((one) => ({
      path: `${one.id}/shared/common/index.ts`,
      lines: 900,
      importers: 800,
      modules: 90,
      imports: 30,
      exports: 200,
      kind: 'hub',
    })),
    cycles: [
      {
        tier: 'runtime',
        level: 'module',
        members: modules.map((one) => one.id),
        edges: EDGES,
        cut: [{ from: nameOf(0), to: nameOf(1), path: `${nameOf(0)}/a.ts`, line: 1, column: 1 }],
      },
    ],
    findings: largeFindings(),
  });
}

const CODES = [
  'crossing-transaction',
  'shared-table',
  'cycle-module',
  'cycle-load',
  'crossing-join',
  'crossing-relation',
  'god-file',
  'dynamic-table',
  'dynamic-sql',
  'dynamic-route',
  'dynamic-event',
  'dynamic-queue',
  'dynamic-config',
  'dynamic-schedule',
  'dynamic-import-unknown',
  'nest-injection-unknown',
  'nest-module-entry-unknown',
  'unsupported-library',
  'unresolved-import',
  'file-syntax',
  'file-not-utf8',
  'file-unreadable',
] as const;

function largeFindings(): readonly Finding[] {
  return CODES.flatMap((code) =>
    Array.from({ length: 12 }, (_, at) =>
      createFinding({
        code,
        severity: 'warning',
        path: `${nameOf(at)}/persistence/some-long-file.repository.ts`,
        line: at + 1,
        subject: `${code} ${at}`,
        message: `${'a table that many write '.repeat(20)}${at}`,
        related: Array.from({ length: 50 }, (__, line) => ({
          path: `${nameOf(at)}/x.ts`,
          line: line + 1,
          column: 1,
        })),
      }),
    ),
  );
}
