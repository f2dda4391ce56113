/** A monolith of any size, tangled by arithmetic: the same numbers give the same tangle. */
import type { AccessFact, Analysis, ImportFact, TableFact } from '../../../analyzers/contract.ts';
import { createFinding } from '../../../analyzers/findings.ts';
import { makeModule } from '../make-analysis.ts';
import { emptyAnalysis } from './empty-analysis.ts';

export interface Size {
  readonly modules: number;
  readonly files: number;
  readonly imports: number;
  readonly tables: number;
}

const moduleOf = (at: number): string => `src/modules/business-domain-${at}`;

export function tangledAnalysis(size: Size): Analysis {
  const fileAt = (at: number): string =>
    `${moduleOf(at % size.modules)}/features/part-${Math.floor(at / size.modules)}.service.ts`;
  const imports = tangleImports(size, fileAt);
  const depends = dependencies(imports);
  const tables = Array.from({ length: size.tables }, (_, at) => tableAt(at, size));
  return emptyAnalysis({
    project: {
      ...emptyAnalysis().project,
      name: 'tangled',
      files: size.files,
      lines: size.files * 60,
    },
    files: Array.from({ length: size.files }, (_, at) => ({
      path: fileAt(at),
      lines: 60,
      module: moduleOf(at % size.modules),
      boundary: null,
      confidence: null,
      test: false,
      role: 'server' as const,
    })).sort((a, b) => (a.path < b.path ? -1 : 1)),
    imports,
    modules: Array.from({ length: size.modules }, (_, at) =>
      makeModule(moduleOf(at), {
        files: Math.ceil(size.files / size.modules),
        lines: 60 * Math.ceil(size.files / size.modules),
        tables: tables.filter((table) => table.module === moduleOf(at)).map((table) => table.name),
        dependsOn: depends.get(moduleOf(at)) ?? [],
      }),
    ),
    tables,
    accesses: tables.flatMap((table, at) => accessesOf(table, at, size, fileAt)),
    findings: Array.from({ length: size.tables * 2 }, (_, at) =>
      createFinding({
        code: at % 3 === 0 ? 'shared-table' : 'crossing-join',
        severity: at % 3 === 0 ? 'warning' : 'info',
        message: `tables of ${moduleOf(at % size.modules)} are joined or shared`,
        subject: String(at),
        path: fileAt(at % size.files),
        line: 1 + (at % 50),
      }),
    ),
  });
}

function tangleImports(size: Size, fileAt: (at: number) => string): readonly ImportFact[] {
  return Array.from({ length: size.imports }, (_, at): ImportFact => {
    const from = (at * 7) % size.files;
    // Two of three stay in the module; the third goes somewhere else, near modules more often.
    const step = at % 3 === 0 ? 1 + ((at * at) % 11) : size.modules * (1 + (at % 5));
    const to = (from + step) % size.files;
    return {
      path: fileAt(from),
      line: 1 + (at % 40),
      column: 1,
      from: fileAt(from),
      to: fileAt(to),
      kind: at % 7 === 0 ? 'type' : 'value',
      load: 'deferred',
      symbols: [`Symbol${to}`],
      specifiers: ['./x'],
    };
  });
}

/** Value imports from module to module. */
function dependencies(
  imports: readonly ImportFact[],
): ReadonlyMap<string, Analysis['modules'][number]['dependsOn']> {
  const counts = new Map<string, Map<string, number>>();
  for (const one of imports) {
    const [from = '', to = ''] = [one.from, one.to].map((path) =>
      path.slice(0, path.indexOf('/features/')),
    );
    if (one.kind === 'type' || from === to) continue;
    const targets = counts.get(from) ?? new Map<string, number>();
    counts.set(from, targets.set(to, (targets.get(to) ?? 0) + 1));
  }
  return new Map(
    [...counts].map(([from, targets]) => [
      from,
      [...targets].map(([to, count]) => ({ to, imports: count, valueImports: count })),
    ]),
  );
}

function tableAt(at: number, size: Size): TableFact {
  const owner = moduleOf(at % size.modules);
  return {
    path: `${owner}/features/part-0.service.ts`,
    line: 3,
    column: 1,
    evidence: '@Entity',
    certainty: 'certain',
    name: `business_table_${at}`,
    entity: `Entity${at}`,
    orm: 'typeorm',
    owner: null,
    writers: [],
    readers: [],
    module: owner,
    writingModules: [owner],
    readingModules: [],
    tenantColumn: null,
    columns: [{ name: 'id', type: 'uuid', line: 4 }],
    indexes: [],
  };
}

function accessesOf(
  table: TableFact,
  at: number,
  size: Size,
  fileAt: (at: number) => string,
): readonly AccessFact[] {
  return Array.from({ length: 8 }, (_, index): AccessFact => {
    const module = (at + (index > 4 ? index : 0)) % size.modules;
    return {
      path: fileAt(module),
      line: 5 + index,
      column: 3,
      evidence: 'this.rows.find(…)',
      certainty: 'certain',
      table: table.name,
      mode: index % 4 === 1 || (at % 6 === 0 && index > 5) ? 'write' : 'read',
      via: 'typeorm Repository.find',
      symbol: `Service${module}.method${index}`,
      module: moduleOf(module),
      boundary: null,
    };
  });
}
