import { gatherFound } from '../found.ts';
import type { Occurrence } from '../found.ts';
import type { Ground } from '../ground.ts';
import type { FoundViolation } from '../violation.ts';

/** A service and the monolith meet over the network; a workspace package may be used by both. */
export function findAcrossCut(ground: Ground): readonly FoundViolation[] {
  const { code, serviceOf, placeOf, settings } = ground;
  const { severity } = settings['monolith-imports-extracted'];
  if (severity === 'off') return [];
  const packages = code.project.workspaces.filter((one) => one !== '.').map((one) => `${one}/`);
  const isPackage = (path: string): boolean => packages.some((one) => path.startsWith(one));
  const occurrences = code.imports.flatMap((fact): Occurrence[] => {
    const [into, outOf] = [serviceOf(fact.to), serviceOf(fact.from)];
    const [from, to] = [placeOf(fact.from), placeOf(fact.to)];
    if (into === outOf || from === null || to === null) return [];
    if (into === null && isPackage(fact.to)) return [];
    const { path, line, column } = fact;
    const symbol = fact.symbols.join(', ') || '*';
    return [
      {
        rule: 'monolith-imports-extracted',
        severity,
        from,
        to,
        symbol: symbol === '*' ? `* of ${fact.to.split('/').at(-1) ?? ''}` : symbol,
        path,
        line,
        column,
        unit: path,
        note: `imports ${fact.to}`,
        target: fact.to,
      },
    ];
  });
  return gatherFound(occurrences, ({ symbol, from, to, target, path }) => ({
    message: `imports ${symbol} from ${target ?? ''}, across the cut between ${from} and ${to}`,
    fix:
      serviceOf(path) === null
        ? `call ${to} through its adapter in the monolith, never its code`
        : `copy what is shared into the service, or ask ${to} through its API`,
  }));
}
