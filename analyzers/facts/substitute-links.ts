import type { AdapterContext, Adapter } from '../adapter.ts';
import type { LinkTarget, Program } from '../program/program.ts';

export interface LinkSources extends Pick<
  AdapterContext,
  'program' | 'readText' | 'findByExtension' | 'dependenciesOf'
> {
  readonly adapters: readonly Adapter[];
}

/** The program with the imports that adapters know to be packages in disguise. */
export function substituteLinks({ program, adapters, ...sources }: LinkSources): Program {
  const rules = adapters.flatMap((adapter) => adapter.substitute?.({ program, ...sources }) ?? []);
  if (rules.length === 0) return program;
  const substituted = (path: string, index: number): LinkTarget => {
    const target = program.link(path, index);
    for (const rule of rules) {
      const other = rule(path, index, target);
      if (other) return other;
    }
    return target;
  };
  // All at once: a rule may learn from an import what others of its kind stand for.
  const targets = new Map(
    program.list.map(({ path, ir }) => [path, ir.imports.map((_, at) => substituted(path, at))]),
  );
  return { ...program, link: (path, index) => targets.get(path)?.[index] ?? { kind: 'none' } };
}
