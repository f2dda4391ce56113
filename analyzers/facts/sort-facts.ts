/** Facts in the order in which they are reported, whatever the order they were found in. */
import { compareLocations } from './fact-sink.ts';
import type { FactStore } from './fact-sink.ts';
import type { RawFacts } from './raw-facts.ts';

export function sortedFacts(
  store: FactStore,
  more: Pick<RawFacts, 'transactions' | 'tables'>,
): RawFacts {
  const { lists } = store;
  const byPlace = <
    T extends { readonly path: string; readonly line: number; readonly column: number },
  >(
    facts: T[],
  ): readonly T[] => facts.sort((a, b) => compareLocations(a, b) || compareJson(a, b));
  return {
    ...more,
    accesses: lists.accesses.sort(
      (a, b) =>
        compareLocations(a, b) ||
        order(a.table, b.table) ||
        order(a.mode, b.mode) ||
        order(a.via, b.via),
    ),
    joins: byPlace(lists.joins),
    relations: byPlace(lists.relations),
    routes: lists.routes.sort(
      (a, b) =>
        order(a.file, b.file) ||
        a.line - b.line ||
        a.column - b.column ||
        order(a.path, b.path) ||
        order(a.method, b.method),
    ),
    events: byPlace(lists.events),
    nestModules: byPlace(lists.nestModules),
    providers: byPlace(lists.providers),
    injections: byPlace(lists.injections),
    jobs: byPlace(lists.jobs),
    outbound: byPlace(lists.outbound),
    config: byPlace(lists.config),
    findings: byPlace(lists.findings),
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function compareJson(a: unknown, b: unknown): number {
  return order(JSON.stringify(a), JSON.stringify(b));
}
