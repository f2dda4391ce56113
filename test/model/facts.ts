/** Short ways to write the facts that models are built from. */
import type { DeclaredTable } from '../../analyzers/adapter.ts';
import type {
  AccessFact,
  AccessMode,
  ImportFact,
  ImportKind,
  ImportLoad,
  NestModuleFact,
} from '../../analyzers/contract.ts';
import type { ModulePlace } from '../../analyzers/model/assign-modules.ts';
import type { findCompositionRoots } from '../../analyzers/model/find-composition-roots.ts';

/** Module of a path: its folder below `src`. */
export function moduleOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

export function placesOf(paths: readonly string[]): ReadonlyMap<string, ModulePlace> {
  return new Map(
    paths.map((path) => {
      const id = moduleOf(path);
      return [path, { id, name: id.split('/').at(-1) ?? id, path: id, origin: 'folder' }];
    }),
  );
}

/** `use('src/a/x.ts:3', 'write', 'orders')` */
export function use(at: string, mode: AccessMode, table: string): AccessFact {
  const [path = '', line = '1'] = at.split(':');
  return {
    path,
    line: Number(line),
    column: 1,
    evidence: 'evidence',
    certainty: 'certain',
    table,
    mode,
    via: 'sql query',
    symbol: 'f',
    module: moduleOf(path),
    boundary: null,
  };
}

/** `declared('src/a/order.ts', 'orders', 'Order', ['id'])`; without an entity it is known from a migration only. */
export function declared(
  path: string,
  name: string,
  entityName: string | null,
  columns: readonly string[] = [],
): DeclaredTable {
  return {
    name,
    entity: null,
    entityName,
    orm: 'typeorm',
    place: { path, line: 1, column: 1 },
    evidence: '@Entity',
    certainty: 'certain',
    indexes: [],
    columns: columns.map((column, at) => ({ name: column, type: null, line: at + 2 })),
  };
}

interface ImportChange {
  readonly line?: number;
  readonly kind?: ImportKind;
  readonly load?: ImportLoad;
  readonly symbols?: readonly string[];
}

export function imported(from: string, to: string, change: ImportChange = {}): ImportFact {
  const { line = 1, kind = 'value', load = 'deferred', symbols = ['x'] } = change;
  return { from, to, path: from, line, column: 1, kind, load, symbols, specifiers: [to] };
}

type Raw = Parameters<typeof findCompositionRoots>[0]['facts'];
/** The facts a test is about; of accesses, what the model sees of them is enough. */
export type SomeFacts = Partial<Omit<Raw, 'accesses'>> & {
  readonly accesses?: readonly AccessFact[];
};

export function factsOf({ accesses = [], ...facts }: SomeFacts): Raw {
  return {
    tables: [],
    joins: [],
    transactions: [],
    relations: [],
    routes: [],
    events: [],
    nestModules: [],
    providers: [],
    injections: [],
    jobs: [],
    outbound: [],
    config: [],
    findings: [],
    ...facts,
    accesses: accesses.map((one) => ({ ...one, fn: null, inherited: null })),
  };
}

export function nestModule(path: string, name: string, imports: readonly string[]): NestModuleFact {
  return {
    path,
    line: 1,
    column: 1,
    evidence: '@Module',
    certainty: 'certain',
    name,
    imports,
    forwardRefs: [],
    controllers: [],
    providers: [],
    exports: [],
    global: false,
    dynamic: false,
  };
}
