/** The classes facts are reported of. */
import type { AdapterContext } from '../../adapter.ts';
import type { ProjectClass } from '../../program/program.ts';

/** Classes outside of tests, by file and position. */
export function* sourceClasses(context: AdapterContext): Generator<ProjectClass> {
  for (const file of context.program.files.values()) {
    if (context.isSource(file.path)) yield* file.classes;
  }
}
