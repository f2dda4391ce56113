import { gatherFound } from '../found.ts';
import { KERNEL } from '../ground.ts';
import type { Ground } from '../ground.ts';
import type { ImportCrossing } from '../import-crossings.ts';
import type { FoundViolation } from '../violation.ts';
import { inFiles, tellSymbol, toOccurrence } from './import-rule.ts';

export function findKernelDependencies(
  ground: Ground,
  crossings: readonly ImportCrossing[],
): readonly FoundViolation[] {
  const setting = ground.settings['kernel-depends-on-boundary'];
  const occurrences = crossings.flatMap((crossing) =>
    crossing.from === KERNEL && ground.isBoundary(crossing.to)
      ? (toOccurrence('kernel-depends-on-boundary', setting, crossing) ?? [])
      : [],
  );
  const targets = new Map<string, Set<string>>();
  for (const { path, to } of occurrences)
    targets.set(path, (targets.get(path) ?? new Set()).add(to));
  return gatherFound(occurrences, ({ crossing, to, path }, all) => ({
    message: `the kernel imports ${tellSymbol(crossing)} of ${to}${inFiles(all)}`,
    // What needs several belongs to none of them.
    fix: `let the kernel declare an interface that ${to} implements, or ${(targets.get(path)?.size ?? 0) > 1 ? `take ${path} out of kernel.files` : `move ${path} to ${to}`} in saasctl.json`,
  }));
}
