import type { ImportKind, ImportLoad } from '../contract.ts';
import type { TsconfigOptions } from '../discover/tsconfig-options.ts';
import {
  USE_EXPORT,
  USE_LOAD,
  USE_METADATA,
  USE_VALUE,
  type DeclIr,
  type FileIr,
  type ImportIr,
} from '../scan/ir.ts';
import type { SymbolSpace } from './resolve-symbol.ts';

/** How TypeScript treats imports of one file. */
export interface ErasureRules {
  /** Nothing is erased: JavaScript. */
  readonly keepsAll: boolean;
  /** Everything is erased: a declaration file. */
  readonly erasesAll: boolean;
  /** `verbatimModuleSyntax`, `preserveValueImports`: only `type` erases. */
  readonly verbatim: boolean;
  /** `importsNotUsedAsValues`: the statement stays even if its names go. */
  readonly keepsStatements: boolean;
  readonly metadata: boolean;
  readonly isolated: boolean;
  readonly keepsConstEnums: boolean;
  /** Name that JSX uses without writing it, null for the automatic runtime. */
  readonly jsxName: string | null;
}

export interface ImportClass {
  readonly kind: ImportKind;
  readonly load: ImportLoad;
  /** Names that are erased although the import stays. */
  readonly types: readonly string[];
}

const NO_TYPES: readonly string[] = [];

/** The rules for a file; an option that could not be read counts as "keep". */
export function readErasureRules(
  path: string,
  options: TsconfigOptions | null,
  complete: boolean,
): ErasureRules {
  const classicJsx = options?.jsx === 'react' && /\.[jt]sx$/.test(path);
  return {
    keepsAll: /\.(?:jsx?|[mc]js)$/.test(path),
    erasesAll: /\.d\.(?:[^/.]+\.)?[mc]?ts$/.test(path),
    verbatim: options?.verbatimModuleSyntax === true || options?.keepsUnusedValues === true,
    keepsStatements: options?.keepsUnusedImports === true,
    metadata: options?.emitDecoratorMetadata === true || !complete,
    isolated: options?.isolatedModules === true,
    keepsConstEnums: options?.preserveConstEnums === true,
    jsxName: classicJsx ? 'React' : null,
  };
}

/** Kind and load of one import; `spaceOf` tells what the n-th of its names stands for. */
export function classifyImport(
  file: FileIr,
  request: ImportIr,
  rules: ErasureRules,
  spaceOf: (nameIndex: number) => SymbolSpace,
): ImportClass {
  if (request.kind === 'type' || rules.erasesAll) return ERASED;
  if (request.kind === 'dynamic')
    return { kind: 'dynamic', load: loadOfDynamic(file, request), types: NO_TYPES };
  if (request.kind === 'require' || request.kind === 'resolve') {
    return { kind: 'require', load: loadOfRequire(file, request), types: NO_TYPES };
  }
  const kept = request.kind === 'equals' ? 'require' : 'value';
  if (request.typeOnly) return ERASED;
  if (request.bare) return { kind: kept, load: 'eager', types: NO_TYPES };
  const uses = request.names.map((name, index) =>
    request.kind === 'export'
      ? useOfReExport(name.typeOnly, rules, spaceOf(index))
      : useOfName(name.typeOnly, file.decls[name.decl], rules, () => spaceOf(index)),
  );
  const value = uses.some((use) => use !== 'erased') || rules.keepsAll || keepsEmpty(rules);
  if (!value) return ERASED;
  // `import { A, type A as T }`: a name that one of its uses keeps is kept.
  const staying = new Set(
    request.names.flatMap(({ name }, index) => (uses[index] === 'erased' ? [] : name)),
  );
  return {
    kind: kept,
    load: uses.includes('load') || request.kind === 'export' ? 'eager' : 'deferred',
    types: uses.includes('erased')
      ? [...new Set(request.names.map(({ name }) => name))].filter((name) => !staying.has(name))
      : NO_TYPES,
  };
}

const ERASED: ImportClass = { kind: 'type', load: 'deferred', types: NO_TYPES };

type NameUse = 'erased' | 'value' | 'load';

function keepsEmpty(rules: ErasureRules): boolean {
  return rules.verbatim || rules.keepsStatements;
}

function useOfReExport(typeOnly: boolean, rules: ErasureRules, space: SymbolSpace): NameUse {
  if (typeOnly) return 'erased';
  if (rules.keepsAll || rules.verbatim || rules.isolated) return 'value';
  if (space === 'type') return 'erased';
  return space === 'const-enum' && !rules.keepsConstEnums ? 'erased' : 'value';
}

function useOfName(
  typeOnly: boolean,
  decl: DeclIr | undefined,
  rules: ErasureRules,
  spaceOf: () => SymbolSpace,
): NameUse {
  if (typeOnly) return 'erased';
  const use = decl?.use ?? 0;
  if ((use & USE_METADATA) !== 0 && rules.metadata && isMetadataValue(spaceOf())) return 'load';
  const kept = rules.keepsAll || rules.verbatim;
  if ((use & (USE_VALUE | USE_LOAD)) !== 0) {
    const erased = !kept && !rules.isolated && spaceOf() === 'const-enum';
    if (!erased) return (use & USE_LOAD) === 0 ? 'value' : 'load';
  }
  if ((use & USE_EXPORT) !== 0 && useOfReExport(false, rules, spaceOf()) === 'value')
    return 'value';
  return kept || (decl !== undefined && decl.name === rules.jsxName) ? 'value' : 'erased';
}

/** Only a class leaves a reference in `design:type`; of the unknown, TypeScript keeps one too. */
function isMetadataValue(space: SymbolSpace): boolean {
  return space === 'class' || space === 'external' || space === 'unknown' || space === 'module';
}

/** `await import()` at the top level holds up the evaluation of the module; a bare `import()` does not. */
function loadOfDynamic(file: FileIr, request: ImportIr): ImportLoad {
  if (!request.top) return 'deferred';
  const index = file.imports.indexOf(request);
  const awaits = collect(file.body, (node) => node['k'] === 'await');
  const isAwaited = awaits.some(
    (node) =>
      collect([node], (inner) => inner['k'] === 'import' && inner['index'] === index).length > 0,
  );
  return isAwaited ? 'eager' : 'deferred';
}

type Node = Readonly<Record<string, unknown>>;

/** All parts of an expression tree that match; functions are not entered, they are indices. */
function collect(start: readonly unknown[], matches: (node: Node) => boolean): readonly Node[] {
  const found: Node[] = [];
  const open = [...start];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (typeof part !== 'object' || part === null) continue;
    if (!Array.isArray(part) && matches(part as Node)) found.push(part as Node);
    open.push(...Object.values(part));
  }
  return found;
}

function loadOfRequire(file: FileIr, request: ImportIr): ImportLoad {
  if (!request.top) return 'deferred';
  const names = request.names.filter((name) => name.decl >= 0);
  if (names.length === 0) return 'eager';
  const loads = names.some((name) => ((file.decls[name.decl]?.use ?? 0) & USE_LOAD) !== 0);
  return loads ? 'eager' : 'deferred';
}
