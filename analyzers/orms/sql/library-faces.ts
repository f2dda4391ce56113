/** The library objects behind a value: itself, the package's base class, the package's type it extends. */
import { viewsOf } from '../../program/class-members.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives } from '../../program/values.ts';
import type { InterfaceValue, LibraryValue, Value } from '../../program/values.ts';

/** @param packages only values of these packages count */
export function libraryFaces(
  evaluator: Evaluator,
  value: Value,
  packages: readonly string[],
): readonly LibraryValue[] {
  return alternatives(value).flatMap((one): readonly LibraryValue[] => {
    if (one.v === 'library') return packages.includes(one.pkg) ? [one] : [];
    if (one.v === 'interface')
      return libraryFaces(evaluator, extendedTypes(evaluator, one), packages);
    if (one.v !== 'instance') return [];
    for (const view of viewsOf(evaluator, one)) {
      if ('v' in view) return packages.includes(view.pkg) ? [view] : [];
    }
    return [];
  });
}

function extendedTypes(evaluator: Evaluator, of: InterfaceValue): Value {
  const bases = of.file.ir.decls[of.decl]?.extends ?? [];
  const env = evaluator.envOf(of.file, null);
  const values = bases.flatMap((base) => alternatives(evaluator.type(base, env)));
  return { v: 'union', of: values.filter((one) => one.v === 'library' || one.v === 'instance') };
}
