import { describe, expect, it } from 'vitest';

import type { ImportFact } from '../../analyzers/contract.ts';
import { findCycles, findFileCycles, type CycleEdge } from '../../analyzers/graph/find-cycles.ts';

const fact = (
  from: string,
  to: string,
  line: number,
  kind: ImportFact['kind'],
  load: ImportFact['load'] = 'deferred',
  symbols: readonly string[] = [],
): ImportFact => ({ from, to, path: from, line, column: 1, kind, load, symbols, specifiers: [] });

describe('findFileCycles', () => {
  it('keeps the three tiers apart', () => {
    const cycles = findFileCycles([
      fact('a', 'b', 1, 'value', 'eager', ['x', 'y']),
      fact('b', 'a', 1, 'type'),
      fact('c', 'd', 1, 'value'),
      fact('d', 'c', 1, 'dynamic', 'deferred', ['z', 'w']),
      fact('e', 'f', 1, 'value', 'eager'),
      fact('f', 'e', 1, 'require', 'eager', ['one', 'two']),
    ]);
    const shown = cycles.map(
      ({ tier, members, edges, cut }) =>
        `${tier} ${members.join('+')} ${edges} ${cut.map((edge) => `${edge.from}→${edge.to}`).join(' ')}`,
    );
    expect(shown).toEqual([
      'all a+b 2 b→a',
      'all c+d 2 c→d',
      'all e+f 2 e→f',
      'runtime c+d 2 c→d',
      'runtime e+f 2 e→f',
      'load e+f 2 e→f',
    ]);
  });

  it('names every place of a dependency it cuts, and ignores files that import themselves', () => {
    const cycles = findFileCycles([
      fact('a', 'b', 3, 'value', 'deferred', ['x']),
      fact('a', 'b', 9, 'type', 'deferred', ['T']),
      fact('b', 'a', 1, 'value', 'deferred', ['p', 'q', 'r']),
      fact('a', 'a', 1, 'value', 'eager'),
    ]);
    expect(
      cycles.map(({ tier, cut }) => [tier, cut.map((edge) => `${edge.path}:${edge.line}`)]),
    ).toEqual([
      ['all', ['a:3', 'a:9']],
      ['runtime', ['a:3']],
    ]);
  });

  it('serves modules as well', () => {
    const edge = (from: string, to: string, weight: number): CycleEdge => ({
      from,
      to,
      weight,
      path: `${from}.ts`,
      line: 1,
      column: 1,
      tiers: ['all', 'runtime'],
    });
    const cycles = findCycles('module', [
      edge('orders', 'billing', 5),
      edge('billing', 'orders', 1),
    ]);
    expect(cycles).toMatchObject([
      {
        tier: 'all',
        level: 'module',
        members: ['billing', 'orders'],
        cut: [{ path: 'billing.ts' }],
      },
      { tier: 'runtime' },
    ]);
  });
});
