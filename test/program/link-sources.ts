import { buildHierarchy } from '../../analyzers/program/callees.ts';
import { createBudget } from '../../analyzers/program/budget.ts';
import { createEvaluator } from '../../analyzers/program/create-evaluator.ts';
import type { Evaluator } from '../../analyzers/program/evaluator.ts';
import type { LibraryKnowledge } from '../../analyzers/program/library.ts';
import { buildProgram } from '../../analyzers/program/program.ts';
import type { CallSite, LinkTarget } from '../../analyzers/program/program.ts';
import type { Value } from '../../analyzers/program/values.ts';
import { scanFile } from '../../analyzers/scan/scan-file.ts';

export interface Linked {
  readonly evaluator: Evaluator;
  readonly hierarchy: ReturnType<typeof buildHierarchy>;
  /** The only call of a name. */
  readonly call: (name: string) => CallSite;
  /** Value of the first argument of the only call of `probe`. */
  readonly probe: (name?: string) => Value;
  /** Expressions, types and members looked at so far, and imports followed. */
  readonly visits: () => number;
}

export interface LinkOptions {
  /** Visits that one question may cost. */
  readonly limit?: number | undefined;
  readonly isSource?: (path: string) => boolean;
}

/** A few sources linked: `./x` is a file of theirs, everything else a package. */
export function linkSources(
  sources: Readonly<Record<string, string>>,
  libraries: readonly LibraryKnowledge[] = [],
  { limit, isSource }: LinkOptions = {},
): Linked {
  const files = Object.keys(sources)
    .sort()
    .map((path) => scanFile(path, sources[path] ?? ''));
  const byPath = new Map(files.map((file) => [file.path, file]));
  const budget = createBudget(limit);
  let followed = 0;
  const program = buildProgram(files, (path, index): LinkTarget => {
    followed += 1;
    const specifier = byPath.get(path)?.imports[index]?.specifier ?? '';
    if (!specifier.startsWith('.')) return { kind: 'package', name: specifier, subpath: '' };
    const target = `${specifier.slice(2).replace(/\.js$/, '')}.ts`;
    return byPath.has(target) ? { kind: 'file', path: target } : { kind: 'none' };
  });
  const evaluator = createEvaluator(program, libraries, {
    budget,
    ...(isSource ? { isSource } : {}),
  });
  const call = (name: string): CallSite => {
    const [site, more] = program.callsByName.get(name) ?? [];
    if (!site || more) throw new Error(`one call of ${name} expected`);
    return site;
  };
  return {
    evaluator,
    hierarchy: buildHierarchy(evaluator),
    visits: () => budget.spent() + followed,
    call,
    probe: (name = 'probe') => {
      const site = call(name);
      const [argument] = site.expr.args;
      if (!argument) throw new Error(`${name} has no argument`);
      return evaluator.value(argument, evaluator.siteEnv(site));
    },
  };
}

/** A value in one short phrase. */
export function describeValue(value: Value): string {
  switch (value.v) {
    case 'string':
      return `'${value.text}'`;
    case 'literal':
      return String(value.value);
    case 'instance':
      return `${value.cls.name}${value.types.length > 0 ? `<${value.types.map(describeValue).join()}>` : ''}`;
    case 'class':
      return `class ${value.cls.name}`;
    case 'function':
      return `function ${value.fn.symbol}`;
    case 'library':
      return `${value.pkg}:${value.type}${value.args.length > 0 ? `<${value.args.map(describeValue).join()}>` : ''}${value.role === 'export' ? ' export' : ''}`;
    case 'array':
      return `${describeValue(value.of)}[]`;
    case 'union':
      return value.of.map(describeValue).sort().join(' | ');
    case 'interface':
      return `interface ${value.file.ir.decls[value.decl]?.name ?? '?'}`;
    default:
      return value.v;
  }
}
