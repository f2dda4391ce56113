/** The classes facts are reported of. */
import type { AdapterContext } from '../../adapter.ts';
import { classUses, findUse } from '../../program/decorator-uses.ts';
import { findInFiles, hasDecoratedClass } from '../../program/find-in-files.ts';
import type { ProjectClass } from '../../program/program.ts';

/** Classes outside of tests with a decorator of a package, by file and position. */
export function sourceClassesWith(
  { evaluator, isSource }: AdapterContext,
  pkg: string,
  decorator: string,
): readonly ProjectClass[] {
  return findInFiles(
    evaluator,
    `@${decorator}`,
    (file) =>
      isSource(file.path)
        ? file.classes.filter(
            (cls) => cls.ir.decorators && findUse(classUses(evaluator, cls), pkg, decorator),
          )
        : [],
    hasDecoratedClass,
  );
}
