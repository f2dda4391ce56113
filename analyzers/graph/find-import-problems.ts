import type { Finding, ImportKind, ImportLoad, Location } from '../contract.ts';
import type { ProjectFiles } from '../discover/discover-project.ts';
import { compareText } from '../discover/posix-path.ts';
import { createFinding } from '../findings.ts';
import type { Resolution } from './resolution.ts';

/** One import with where it leads and how it is treated. */
export interface ResolvedImport {
  readonly from: string;
  readonly specifier: string;
  readonly target: Resolution;
  readonly kind: ImportKind;
  readonly load: ImportLoad;
  /** `require.resolve`: the file is named, not loaded. */
  readonly mention: boolean;
  readonly symbols: readonly string[];
  readonly types: readonly string[];
  readonly line: number;
  readonly column: number;
}

/** What the user should know about imports that do not simply lead to a file or a package. */
export function findImportProblems(
  project: ProjectFiles,
  resolved: readonly ResolvedImport[],
): Finding[] {
  const tests = new Set(project.files.filter((file) => file.test).map((file) => file.path));
  const knowsPackages = project.workspace.packages.length > 0;
  return [
    ...findUnresolved(resolved, tests),
    ...(knowsPackages ? findUndeclared(resolved) : []),
    ...findExcluded(resolved),
    ...findGuessed(resolved),
    ...findNotInstalled(project, resolved, knowsPackages),
  ];
}

function findUnresolved(
  resolved: readonly ResolvedImport[],
  tests: ReadonlySet<string>,
): readonly Finding[] {
  const missing = resolved.filter(({ target }) => target.kind === 'unresolved');
  return [...groupBy(missing, subjectOf).entries()].flatMap(([subject, group]) =>
    describe(group, (first) => ({
      code: 'unresolved-import',
      severity: group.every(({ from }) => tests.has(from)) ? 'warning' : 'error',
      subject,
      message:
        group.length === 1
          ? `"${first.specifier}" leads to no file`
          : `"${first.specifier}" leads to no file, like ${group.length - 1} more imports of ${subject}`,
    })),
  );
}

/** Where the file should be; for a name that no configuration explains, its first segment. */
function subjectOf({ target, specifier }: ResolvedImport): string {
  const path = target.kind === 'unresolved' ? target.path : null;
  return path ?? `"${specifier.split('/')[0] ?? specifier}/…"`;
}

function findUndeclared(resolved: readonly ResolvedImport[]): readonly Finding[] {
  const unknown = resolved.filter(
    ({ target, mention }) =>
      target.kind === 'external' && !target.declared && !target.installed && !mention,
  );
  return [...groupBy(unknown, ({ target }) => packageOf(target)).entries()].flatMap(
    ([name, group]) =>
      describe(group, () => ({
        code: 'unresolved-import',
        severity: 'warning',
        subject: name,
        message: `Package "${name}" is neither declared in a package.json nor installed`,
      })),
  );
}

function findExcluded(resolved: readonly ResolvedImport[]): readonly Finding[] {
  const hidden = resolved.filter(({ target }) => target.kind === 'excluded');
  const pathOf = ({ target }: ResolvedImport): string =>
    target.kind === 'excluded' ? target.path : '';
  return [...groupBy(hidden, pathOf).entries()].flatMap(([path, group]) =>
    describe(group, () => ({
      code: 'import-excluded',
      severity: 'info',
      subject: path,
      message: `${path} is imported but left out of the analysis (ignored, generated or output)`,
    })),
  );
}

function findGuessed(resolved: readonly ResolvedImport[]): readonly Finding[] {
  const guessed = resolved.filter(
    ({ target }) => target.kind === 'file' && target.guessed === true,
  );
  const aliasOf = ({ specifier }: ResolvedImport): string =>
    specifier.startsWith('.') ? './' : `${specifier.split('/')[0] ?? specifier}/`;
  return [...groupBy(guessed, aliasOf).entries()].flatMap(([alias, group]) =>
    describe(group, () => ({
      code: 'import-guessed',
      severity: 'info',
      subject: alias,
      message:
        alias === './'
          ? `${group.length} relative imports lack the file name that ES modules of Node require`
          : `${group.length} imports of "${alias}…" match files, but no configuration explains them`,
    })),
  );
}

function findNotInstalled(
  project: ProjectFiles,
  resolved: readonly ResolvedImport[],
  knowsPackages: boolean,
): readonly Finding[] {
  const missing = resolved.filter(
    ({ target }) =>
      target.kind === 'external' && !target.installed && (target.declared || !knowsPackages),
  );
  const names = [...new Set(missing.map(({ target }) => packageOf(target)))].sort(compareText);
  if (names.length === 0) return [];
  const path = project.workspace.packages[0]?.path ?? '';
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ', …' : '');
  return [
    createFinding({
      code: 'packages-not-installed',
      severity: 'info',
      path: path === '' ? 'package.json' : `${path}/package.json`,
      subject: 'packages',
      message: `${names.length} packages are not installed (${shown}); their contents are unknown`,
    }),
  ];
}

function packageOf(target: Resolution): string {
  return target.kind === 'external' ? target.package : '';
}

type Description = Pick<
  Parameters<typeof createFinding>[0],
  'code' | 'severity' | 'subject' | 'message'
>;

/** One finding at the first place of a group; the other places are related. */
function describe(
  group: readonly ResolvedImport[],
  build: (first: ResolvedImport) => Description,
): readonly Finding[] {
  const places = [...group].sort(
    (a, b) => compareText(a.from, b.from) || a.line - b.line || a.column - b.column,
  );
  const [first, ...rest] = places;
  if (first === undefined) return [];
  const related = rest.map(({ from, line, column }): Location => ({ path: from, line, column }));
  const { line, column, from } = first;
  return [createFinding({ ...build(first), path: from, line, column, related })];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
