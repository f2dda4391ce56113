import type { ImportFact, InjectionFact } from '../../../analyzers/index.ts';
import { gatherFound } from '../found.ts';
import type { Occurrence } from '../found.ts';
import { KERNEL } from '../ground.ts';
import type { Ground } from '../ground.ts';
import type { ImportCrossing } from '../import-crossings.ts';
import type { FoundViolation } from '../violation.ts';

/** Of what a boundary keeps to itself. */
interface PrivateInjection extends InjectionFact {
  readonly to: string;
  /** Of the class, token or entity in that file. */
  readonly name: string;
}

interface InjectionOccurrence extends Occurrence {
  readonly injection: PrivateInjection;
}

export function findForeignInjections(ground: Ground): readonly FoundViolation[] {
  const { severity } = ground.settings['foreign-injection'];
  if (severity === 'off') return [];
  const occurrences = listPrivate(ground).map((injection): InjectionOccurrence => {
    const { path, line, column, token, to, into, evidence } = injection;
    return {
      rule: 'foreign-injection',
      severity,
      from: ground.placeOf(path) ?? '',
      to: ground.placeOf(to) ?? '',
      symbol: token,
      path,
      line,
      column,
      unit: `${path} ${into}`,
      note: `${into}: ${evidence}`,
      target: to,
      injection,
    };
  });
  return gatherFound(occurrences, ({ injection, to }, all) => {
    const more = new Set(all.map((one) => one.unit)).size - 1;
    return {
      message: `${injection.into} is injected with ${injection.token} (${injection.to}), which ${to} has not made public${more > 0 ? `; so ${more === 1 ? 'is' : 'are'} ${more} more` : ''}`,
      fix: `inject what ${to} makes public and exports, or add "${injection.to}#${injection.name}" to boundaries.${to}.public in saasctl.json`,
    };
  });
}

/** Imports that only serve such an injection: told once, by the injection. */
export function injectedImports(ground: Ground): (crossing: ImportCrossing) => boolean {
  if (ground.settings['foreign-injection'].severity === 'off') return () => false;
  const keys = new Set(listPrivate(ground).map(({ path, to, name }) => `${path}\0${to}\0${name}`));
  return ({ fact, file, original }) => keys.has(`${fact.from}\0${file}\0${original}`);
}

/** What the kernel needs, and what crosses the cut of an extraction, have rules of their own. */
function listPrivate(ground: Ground): readonly PrivateInjection[] {
  const { code, placeOf, serviceOf, boundaries, isPublic, isSeed } = ground;
  const entityOf = indexEntities(ground);
  return code.injections.flatMap((injection): PrivateInjection[] => {
    const { path } = injection;
    const injected = readInjected(injection, entityOf);
    if (injected === null) return [];
    const { to, name } = injected;
    const [from, owner] = [placeOf(path), placeOf(to)];
    if (from === null || from === KERNEL || owner === null || from === owner) return [];
    if (isSeed(path)) return [];
    if (serviceOf(path) !== serviceOf(to)) return [];
    const boundary = boundaries.get(owner);
    if (boundary === undefined || isPublic(boundary, to, name)) return [];
    return [{ ...injection, to, name }];
  });
}

/** A repository or model is its entity's: `Repository<Invoice>`. */
const OF_ENTITY = /^(?:Repository|Model)<([^<>]+)>$/;

function readInjected(
  { path, token, to }: InjectionFact,
  entityOf: (path: string, name: string) => string | null,
): { readonly to: string; readonly name: string } | null {
  if (to !== null) return { to, name: token };
  const name = OF_ENTITY.exec(token)?.[1];
  const file = name === undefined ? null : entityOf(path, name);
  return name === undefined || file === null ? null : { to: file, name };
}

/** The file that declares an entity: of several of that name the one that the asking file imports. */
function indexEntities({ code, passedOn }: Ground): (path: string, name: string) => string | null {
  const files = new Map<string, Set<string>>();
  for (const { entity, path } of code.tables)
    if (entity !== null) files.set(entity, (files.get(entity) ?? new Set()).add(path));
  const imports = new Map<string, ImportFact[]>();
  for (const fact of code.imports) {
    const known = imports.get(fact.from);
    if (known) known.push(fact);
    else imports.set(fact.from, [fact]);
  }
  return (path, name) => {
    const [first, ...others] = files.get(name) ?? [];
    if (first === undefined || others.length === 0) return first ?? null;
    const brought = (imports.get(path) ?? []).flatMap(({ to, symbols }) =>
      symbols.map((symbol) => passedOn(to, symbol)?.file ?? to),
    );
    const known = new Set([path, ...brought]);
    return [first, ...others].find((file) => known.has(file)) ?? null;
  };
}
