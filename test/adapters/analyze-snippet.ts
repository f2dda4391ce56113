import type { Adapter } from '../../analyzers/adapter.ts';
import { collectFacts } from '../../analyzers/facts/collect-facts.ts';
import type { RawFacts } from '../../analyzers/facts/raw-facts.ts';
import { buildProgram } from '../../analyzers/program/program.ts';
import type { LinkTarget } from '../../analyzers/program/program.ts';
import { scanFile } from '../../analyzers/scan/scan-file.ts';

export interface SnippetOptions {
  readonly adapters: readonly Adapter[];
  /** Files that are no source, such as `schema.prisma`. */
  readonly others?: Readonly<Record<string, string>>;
  readonly dependencies?: readonly string[];
}

/** Facts of a few files written in a test; relative imports are linked, all others are packages. */
export function analyzeSnippets(
  sources: Readonly<Record<string, string>>,
  options: SnippetOptions,
): RawFacts {
  const files = Object.keys(sources)
    .sort()
    .map((path) => scanFile(path, sources[path] ?? ''));
  const byPath = new Map(files.map((file) => [file.path, file]));
  const link = (path: string, index: number): LinkTarget => {
    const specifier = byPath.get(path)?.imports[index]?.specifier ?? '';
    if (!specifier.startsWith('.')) return packageTarget(specifier);
    const target = resolveRelative(path, specifier, sources);
    return target === undefined ? { kind: 'none' } : { kind: 'file', path: target };
  };
  const { adapters, others = {}, dependencies = [] } = options;
  return collectFacts({
    program: buildProgram(files, link),
    adapters,
    isSource: (path) => !path.includes('.test.'),
    readText: (path) => others[path],
    findByExtension: (extension) =>
      Object.keys(others)
        .filter((path) => path.endsWith(`.${extension}`))
        .sort(),
    dependenciesOf: () => new Set(dependencies),
  });
}

function packageTarget(specifier: string): LinkTarget {
  if (specifier.startsWith('node:')) return { kind: 'builtin', name: specifier.slice(5) };
  const parts = specifier.split('/');
  const size = specifier.startsWith('@') ? 2 : 1;
  return {
    kind: 'package',
    name: parts.slice(0, size).join('/'),
    subpath: parts.slice(size).join('/'),
  };
}

function resolveRelative(
  from: string,
  specifier: string,
  sources: Readonly<Record<string, string>>,
): string | undefined {
  const base = new URL(specifier, `file:///${from}`).pathname.slice(1);
  const stem = base.replace(/\.[cm]?[jt]sx?$/, '');
  const candidates = [base, `${base}.ts`, `${base}.js`, `${base}/index.ts`, `${stem}.ts`];
  return candidates.find((path) => path in sources);
}
