import { gatherFound } from '../found.ts';
import type { Occurrence } from '../found.ts';
import type { Ground } from '../ground.ts';
import type { FoundViolation } from '../violation.ts';
import { titleOfFile } from './title-of-file.ts';

/** A service and the monolith meet over the network; a workspace package may be used by both. */
export function findAcrossCut(ground: Ground): readonly FoundViolation[] {
  const { code, serviceOf, placeOf, settings } = ground;
  const { severity } = settings['monolith-imports-extracted'];
  if (severity === 'off') return [];
  const packages = listShared(ground);
  const isPackage = (path: string): boolean => packages.some((one) => path.startsWith(one));
  const occurrences = code.imports.flatMap((fact): Occurrence[] => {
    const [into, outOf] = [serviceOf(fact.to), serviceOf(fact.from)];
    const [from, to] = [placeOf(fact.from), placeOf(fact.to)];
    if (into === outOf || from === null || to === null) return [];
    if (into === null && isPackage(fact.to)) return [];
    const { path, line, column } = fact;
    const names = fact.symbols.length > 0 ? fact.symbols : ['*'];
    return names.map((name): Occurrence => {
      const symbol = symbolOf(name, fact.to);
      return {
        rule: 'monolith-imports-extracted',
        severity,
        from,
        to,
        symbol,
        path,
        line,
        column,
        unit: path,
        note: `imports ${fact.to}`,
        target: fact.to,
      };
    });
  });
  return gatherFound(occurrences, ({ symbol, from, to, target, path }) => ({
    message: `imports ${tell(symbol, target ?? '')}, across the cut between ${from} and ${to}`,
    fix:
      serviceOf(path) === null
        ? `call ${to} through its adapter in the monolith, never its code`
        : `copy what is shared into the service, or ask ${to} through its API`,
  }));
}

/** Workspace packages that hold no boundary: such a one is the monolith, or a part of it. */
function listShared({ code, config }: Ground): readonly string[] {
  const parts = config.boundaries.flatMap((one) => one.files);
  return code.project.workspaces
    .filter((one) => one !== '.')
    .map((one) => `${one}/`)
    .filter((folder) => !parts.some((path) => path.startsWith(folder)));
}

/** What has no name of its own is called after its file. */
const symbolOf = (name: string, file: string): string =>
  name === '*' || name === 'default' || name === '='
    ? `${name === '=' ? 'default' : name} of ${titleOfFile(file)}`
    : name;

/** `cents from src/billing/money.ts`, `all of src/billing/money.ts`. */
function tell(symbol: string, file: string): string {
  if (symbol.startsWith('* of ')) return `all of ${file}`;
  return symbol.startsWith('default of ')
    ? `the default export of ${file}`
    : `${symbol} from ${file}`;
}
