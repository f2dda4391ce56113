/** Which imports of a fixture break a saasctl.json: a reading of the import facts by a few lines of their own. */
import { fileURLToPath } from 'node:url';

import picomatch from 'picomatch';

import { analyzeCode } from '../../analyzers/analyze-project.ts';
import { discoverProject } from '../../analyzers/discover/discover-project.ts';
import type { CodeAnalysis } from '../../analyzers/model/build-analysis.ts';
import type { Config } from '../../src/config/config-schema.ts';

export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/monoliths/${name}`, import.meta.url));

const analyses = new Map<string, CodeAnalysis>();

export function analysisOf(name: string): CodeAnalysis {
  const known = analyses.get(name);
  if (known) return known;
  const project = discoverProject(fixture(name));
  const analysis = analyzeCode(project, { version: 'test' }, () => undefined);
  analyses.set(name, analysis);
  return analysis;
}

/** Files that put an application together, as a person would name them. */
const ASSEMBLY = ['src/app.module.ts', 'src/plugins/subscribers.ts'];

/** What imports of types weigh, where it is not the default. */
export interface TypeSeverities {
  readonly private?: 'error' | 'warn';
  readonly undeclared?: 'error' | 'off';
}

/** `severity rule from → to`, once each, sorted. */
export function expectedOf(
  name: string,
  { boundaries = {}, kernel }: Partial<Config>,
  types: TypeSeverities,
): readonly string[] {
  const { imports, files } = analysisOf(name);
  const isIn = (entries: readonly string[] | undefined, path: string): boolean =>
    (entries ?? []).some((entry) => picomatch(entry.replace(/^\.\//, '').replace(/#.*/, ''))(path));
  const tests = new Set(files.flatMap((file) => (file.test ? file.path : [])));
  const placeOf = (path: string): string => {
    if (isIn(kernel?.files, path)) return 'kernel';
    const found = Object.entries(boundaries).find(([, one]) => isIn(one.files, path));
    return found?.[0] ?? 'monolith';
  };
  const found = imports.flatMap(({ from, to, kind }) => {
    const [source, target] = [placeOf(from), placeOf(to)];
    const boundary = boundaries[target];
    if (tests.has(from) || tests.has(to) || source === target || boundary === undefined) return [];
    const isType = kind === 'type';
    const pair = `${from} → ${to}`;
    if (source === 'kernel')
      return [`${isType ? 'warn' : 'error'} kernel-depends-on-boundary ${pair}`];
    const isPrivate = boundary.public !== undefined && !isIn(boundary.public, to);
    const declared = boundaries[source]?.dependsOn;
    const isUndeclared = declared !== undefined && !declared.includes(target);
    return [
      ...(isPrivate && !ASSEMBLY.includes(from)
        ? [`${isType ? (types.private ?? 'error') : 'error'} private-api ${pair}`]
        : []),
      ...(isUndeclared && (!isType || types.undeclared === 'error')
        ? [`error undeclared-dependency ${pair}`]
        : []),
    ];
  });
  return [...new Set(found)].sort();
}
