/** The crossings of a drafted plan: every touch of two modules, with a remedy by the kind of the touch. */
import type {
  Analysis,
  CrossingFact,
  CrossingKind,
  Evidence,
  ModuleFact,
  Remedy,
} from '../../../analyzers/contract.ts';

export interface Draft {
  readonly analysis: Analysis;
  /** Boundary per file. */
  readonly place: ReadonlyMap<string, string>;
  /** Boundary per table. */
  readonly owner: ReadonlyMap<string, string>;
  readonly members: readonly ModuleFact[];
}

export const idOf = (module: ModuleFact): string =>
  module.id.replaceAll(/[^\w]+/g, '-').replace(/^-|-$/g, '');

export function startDraft(analysis: Analysis): Draft {
  const routed = new Set(analysis.routes.map((one) => one.module));
  const isKernel = (one: ModuleFact): boolean =>
    one.tables.length === 0 && !routed.has(one.id) && one.afferent > 3;
  const members = analysis.modules.filter((one) => one.origin !== 'root' && !isKernel(one));
  const kernel = new Set(analysis.modules.filter(isKernel).map((one) => one.id));
  const ids = new Map(members.map((one) => [one.id, idOf(one)]));
  const place = new Map<string, string>();
  for (const { path, module } of analysis.files) {
    if (module === null) continue;
    const id = kernel.has(module) ? 'kernel' : ids.get(module);
    if (id !== undefined) place.set(path, id);
  }
  const owner = new Map<string, string>();
  for (const table of analysis.tables) {
    const id = ids.get(table.module ?? '');
    if (id !== undefined) owner.set(table.name, id);
  }
  return { analysis, place, owner, members };
}

export function draftCrossings({ analysis, place, owner }: Draft): readonly CrossingFact[] {
  const found: CrossingFact[] = [];
  const cross = (
    kind: CrossingKind,
    at: Evidence,
    to: string | undefined,
    about: { readonly subject: string; readonly target: string | null; readonly remedy: Remedy },
  ): void => {
    const from = place.get(at.path);
    if (from === undefined || to === undefined || from === to) return;
    if (from === 'kernel' || to === 'kernel') return;
    const { path, line, column, evidence, certainty } = at;
    const why = WHY[about.remedy];
    found.push({
      path,
      line,
      column,
      evidence,
      certainty,
      from,
      to,
      kind,
      ...about,
      why,
      cost: COST[about.remedy],
    });
  };
  for (const one of analysis.imports) {
    const remedies: readonly Remedy[] =
      one.kind === 'type' ? ['kernel'] : ['api', 'move', 'event', 'api'];
    const remedy = remedies[(one.from.length + one.to.length) % remedies.length] ?? 'api';
    const subject = one.symbols[0] ?? '*';
    const evidence = {
      path: one.from,
      line: one.line,
      column: one.column,
      evidence: `imports ${one.symbols.join(', ')}`,
      certainty: 'certain' as const,
    };
    cross('import', evidence, place.get(one.to), { subject, target: one.to, remedy });
  }
  const declared = new Map(analysis.tables.map((one) => [one.name, one.path]));
  const touch = (kind: CrossingKind, at: Evidence, table: string, remedy: Remedy): void =>
    cross(kind, at, owner.get(table), {
      subject: table,
      target: declared.get(table) ?? null,
      remedy,
    });
  for (const one of analysis.accesses)
    touch(one.mode, one, one.table, one.mode === 'write' ? 'api' : 'replicate');
  for (const one of analysis.relations) touch('foreign-key', one, one.to, 'replicate');
  for (const one of analysis.joins)
    for (const table of one.tables) touch('join', one, table, 'replicate');
  for (const one of analysis.transactions)
    for (const table of one.tables) touch('transaction', one, table, 'merge');
  return found.sort(
    (a, b) =>
      compare(a.from, b.from) || compare(a.to, b.to) || compare(a.path, b.path) || a.line - b.line,
  );
}

const WHY: Readonly<Record<Remedy, string>> = {
  move: 'Only this side uses it: it moves there with its tests.',
  kernel: 'Pure and stable, used by several: it belongs to the shared kernel.',
  event: 'The result is not used; an event after the commit does the same.',
  api: 'The result is needed at once, a few times per request.',
  replicate: 'Read often and written rarely: a read-only copy saves the call.',
  merge: 'One transaction covers both; cutting it would need a saga.',
};

const COST: Readonly<Record<Remedy, number>> = {
  move: 1,
  kernel: 1.5,
  event: 3,
  api: 4,
  replicate: 3.5,
  merge: 8,
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
