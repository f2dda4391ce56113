/** Marks what is imported for its type alone, where the rule minds types less. */
import { readErasureRules } from '../../../analyzers/graph/classify-import.ts';
import type { FileIr, ImportIr } from '../../../analyzers/scan/ir.ts';
import { actsWhenLoaded, isTypeAlone, judgeUses } from './judge-uses.ts';
import type { NameUse } from './judge-uses.ts';
import type { Wanted, WantedCut } from './list-wanted.ts';
import { markTypes } from './mark-types.ts';
import type { Desk } from './open-desk.ts';

/** What was marked already: another rule may want the same. */
export type Marked = ReadonlySet<Wanted['crossing']>;

export function fixTypes(
  desk: Desk,
  types: readonly (readonly Wanted[])[],
  cuts: readonly WantedCut[],
): Marked {
  const marked = new Set<Wanted['crossing']>();
  const canVanish = (all: readonly Wanted[]): boolean =>
    all.length > 0 && all.every((one) => marked.has(one.crossing) || whyNot(desk, one) === null);
  const vanish = (all: readonly Wanted[]): void => {
    for (const group of groupByImport(all)) markGroup(desk, group, marked);
  };
  for (const unit of types) {
    if (canVanish(unit)) vanish(unit);
    else refuse(desk, unit);
  }
  for (const { cut, hops } of cuts)
    vanish((cut.every(canVanish) ? cut : hops.filter(canVanish).slice(0, 1)).flat());
  return marked;
}

/** What is needed at run time anyway needs no explanation. */
function refuse(desk: Desk, unit: readonly Wanted[]): void {
  const reasons = unit.map((one) => ({ one, reason: whyNot(desk, one) }));
  if (reasons.some(({ reason }) => reason === '')) return;
  for (const { one, reason } of reasons) if (reason !== null) desk.refused(one, reason);
}

function groupByImport(all: readonly Wanted[]): readonly (readonly Wanted[])[] {
  const groups = new Map<string, Wanted[]>();
  for (const one of all) {
    const { path, to, specifiers } = one.fact;
    const key = JSON.stringify([path, to, specifiers]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function markGroup(desk: Desk, group: readonly Wanted[], marked: Set<Wanted['crossing']>): void {
  const fresh = group.filter((one) => !marked.has(one.crossing));
  if (fresh.length > 0 && !mark(desk, fresh)) {
    for (const one of fresh) desk.refused(one, BY_HAND);
    return;
  }
  for (const one of group) {
    marked.add(one.crossing);
    desk.repaired(one, 'is imported as a type');
  }
}

export const BY_HAND = 'the import is written in a way that only a person should change';

function mark(desk: Desk, wanted: readonly Wanted[]): boolean {
  const path = wanted[0]?.fact.path ?? '';
  const [text, ir] = [desk.textOf(path), desk.scan(path)];
  if (text === null || ir === null) return false;
  if (wanted.every((one) => requestsOf(ir, one).every((each) => isMarked(each, one.name))))
    return true;
  const pure = pureTypes(desk, wanted);
  const { ofImport } = judgeUses(ir, desk.configOf(path), (local) => pure.locals.has(local));
  const marked = markTypes(path, text, {
    specifiers: new Set(wanted.flatMap((one) => one.fact.specifiers)),
    names: new Set(wanted.map((one) => one.name)),
    isTypeUse: (kind, name) =>
      kind === 'export' ? pure.exported.has(name) : ofImport(name) === 'type',
  });
  if (marked === false) return false;
  desk.put(path, marked);
  return true;
}

/** Names that are declared as types and as nothing else, as the importing file calls them. */
function pureTypes(desk: Desk, wanted: readonly Wanted[]) {
  const pure = wanted.filter(({ crossing }) => {
    const declaring = desk.scan(crossing.file);
    return declaring !== null && isTypeAlone(declaring, crossing.original);
  });
  const locals = pure.flatMap((one) => {
    const ir = desk.scan(one.fact.path);
    return ir === null ? [] : requestsOf(ir, one).flatMap((each) => localsOf(ir, each, one.name));
  });
  return { locals: new Set(locals), exported: new Set(pure.map((one) => one.name)) };
}

/** @returns null when it can be marked; '' when that is plainly no type */
function whyNot(desk: Desk, wanted: Wanted): string | null {
  const { fact, name } = wanted;
  const ir = desk.scan(fact.path);
  if (ir === null || desk.textOf(fact.path) === null) return desk.whyClosed(fact.path);
  const requests = requestsOf(ir, wanted);
  if (requests.length === 0) return '';
  if (requests.every((one) => isMarked(one, name))) return null;
  const pure = pureTypes(desk, [wanted]);
  const config = desk.configOf(fact.path);
  const { ofImport } = judgeUses(ir, config, (local) => pure.locals.has(local));
  const uses = requests.flatMap((request): NameUse[] =>
    request.kind === 'export'
      ? [pure.exported.has(name) ? 'type' : 'value']
      : localsOf(ir, request, name).map(ofImport),
  );
  if (uses.includes('value')) return '';
  if (uses.includes('decorator'))
    return 'its type is written into the metadata of a decorator (emitDecoratorMetadata): it is needed at run time';
  const rules = readErasureRules(fact.path, config?.options ?? null, config?.complete ?? true);
  const target = desk.scan(fact.to);
  const staysLoaded = ir.imports.some(
    (one) =>
      one.kind !== 'export' &&
      fact.specifiers.includes(one.specifier) &&
      (one.bare || one.names.some((each) => ofImport(ir.decls[each.decl]?.name ?? '') !== 'type')),
  );
  const isKept = rules.verbatim || rules.keepsStatements;
  if (isKept && !staysLoaded && (target === null || actsWhenLoaded(target)))
    return `the import also loads ${fact.to}, which does something when it is loaded`;
  return null;
}

const STATEMENTS: ReadonlySet<ImportIr['kind']> = new Set(['import', 'export', 'equals']);

/** Statements that ask for the name. */
function requestsOf({ imports }: FileIr, { fact, name }: Wanted): readonly ImportIr[] {
  return imports.filter(
    (one) =>
      STATEMENTS.has(one.kind) &&
      fact.specifiers.includes(one.specifier) &&
      one.names.some((each) => each.name === name),
  );
}

/** Another rule may have wanted the same before. */
const isMarked = ({ typeOnly, names }: ImportIr, name: string): boolean =>
  typeOnly || names.every((one) => one.name !== name || one.typeOnly);

const localsOf = ({ decls }: FileIr, { names }: ImportIr, name: string): readonly string[] =>
  names.flatMap((one) => (one.name === name ? (decls[one.decl]?.name ?? []) : []));
