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
  return gatherFound(occurrences, ({ crossing, to, path }, all) => ({
    message: `the kernel imports ${tellSymbol(crossing)} of ${to}${inFiles(all)}`,
    fix: `let the kernel declare an interface that ${to} implements, or move ${path} to ${to} in saasctl.json`,
  }));
}
