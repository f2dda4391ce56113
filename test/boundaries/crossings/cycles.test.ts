import { describe, expect, test } from 'vitest';

import { judge, listRemedies } from './make-evidence.ts';
import type { Written } from './make-evidence.ts';

/** Functions `fn` in files of `to`, each called from a file of its own in `from`; all read and write `t`. */
function calls(from: string, to: string, count: number, callee: object = {}): Written {
  const numbers = Array.from({ length: count }, (_, at) => at);
  const entry = (at: number): string => `${from}/${to}${at}.ts#ask`;
  const target = (at: number): string => `${to}/for-${from}${at}.ts#fn`;
  return {
    parts: Object.fromEntries(
      numbers.flatMap((at) => [
        [entry(at), { calls: [target(at)] }],
        [target(at), callee],
      ]),
    ),
    uses: numbers.map((at) => `${from}/${to}${at}.ts > ${target(at)}`),
    reads: numbers.map((at) => `${target(at)} ${to}`),
  };
}

function join(...all: readonly Written[]): Written {
  const names = ['a', 'b', 'c', 'd'];
  return {
    parts: Object.assign({}, ...all.map((one) => one.parts)),
    uses: all.flatMap((one) => one.uses ?? []),
    reads: all.flatMap((one) => one.reads ?? []),
    writes: all.flatMap((one) => one.writes ?? []),
    tables: Object.fromEntries(names.map((name) => [name, null])),
  };
}

describe('cycles', () => {
  test('lose the direction with fewer file edges', () => {
    const judged = judge(join(calls('a', 'b', 5), calls('b', 'a', 1)));
    expect(judged.removed).toEqual({ edges: 1, of: 6 });
    expect(judged.sync.map(({ from, to }) => [from, to])).toEqual([[0, 1]]);
    expect(judged.health).toMatchObject({ cyclicBefore: 2, cyclicAfter: 0 });
    const back = listRemedies(judged).filter((one) => one.startsWith('b>a'));
    expect(back).toEqual(['b>a import fn replicate', 'b>a call fn replicate']);
  });

  test('cost the wiring between the two as well', () => {
    const written = join(calls('a', 'b', 5), calls('b', 'a', 1));
    const modules = ['a/a.module.ts', 'b/b.module.ts'];
    const uses = [...(written.uses ?? []), 'b/b.module.ts > a/a.module.ts#AModule'];
    const judged = judge({ ...written, uses, wiring: modules });
    expect(judged.removed).toEqual({ edges: 2, of: 7 });
    expect(listRemedies(judged)).toContain('b>a import AModule move');
  });

  test('round three corners lose their weakest side', () => {
    const judged = judge(join(calls('a', 'b', 3), calls('b', 'c', 2), calls('c', 'a', 1)));
    expect(judged.removed.edges).toBe(1);
    expect(judged.merges).toEqual([]);
    expect(judged.sync.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  test('are asked by an event when what closes them writes', () => {
    const written = join(calls('a', 'b', 5), calls('b', 'a', 1));
    const judged = judge({ ...written, writes: ['a/for-b0.ts#fn a'] });
    const back = judged.crossings.filter((one) => one.from === 'b');
    expect(back.map((one) => one.remedy)).toEqual(['event', 'event']);
    expect(back[0]?.why).toContain('goes on when the answer comes back');
  });

  test('that go both ways alike are one boundary that was torn', () => {
    const judged = judge(join(calls('a', 'b', 7), calls('b', 'a', 7)));
    expect(judged.merges).toEqual([[0, 1]]);
    expect(judged.removed.edges).toBe(0);
    expect(new Set(judged.crossings.map((one) => one.remedy))).toEqual(new Set(['merge']));
  });

  test('of few edges are cut even if they go both ways alike', () => {
    const judged = judge(join(calls('a', 'b', 3), calls('b', 'a', 3)));
    expect(judged.merges).toEqual([]);
    expect(judged.removed.edges).toBe(3);
  });

  test('through a merge are found as well', () => {
    const around = join(calls('a', 'c', 3), calls('c', 'b', 1));
    const judged = judge({
      ...around,
      parts: { ...around.parts, 'a/tx.ts#run': { calls: ['b/tx.ts#run'] }, 'b/tx.ts#run': {} },
      writes: ['a/tx.ts#run a', 'b/tx.ts#run b'],
      transactions: ['a/tx.ts#run: a, b'],
    });
    expect(judged.merges).toEqual([[0, 1]]);
    expect(judged.sync.map(({ from, to }) => [from, to])).toEqual([[0, 2]]);
  });

  test('of types and events are none', () => {
    const judged = judge({
      types: ['a/x.ts > b/x.ts#B', 'b/y.ts > a/y.ts#A'],
      parts: { 'a/e.ts#emit': {}, 'b/e.ts#on': {}, 'b/e.ts#emit': {}, 'a/e.ts#on': {} },
      events: [{ told: 'x: a/e.ts#emit > b/e.ts#on' }, { told: 'y: b/e.ts#emit > a/e.ts#on' }],
    });
    expect(judged.health).toMatchObject({ cyclicBefore: 0, cyclicAfter: 0 });
    expect(judged.sync).toEqual([]);
  });
});
