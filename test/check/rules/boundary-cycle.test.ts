import { describe, expect, it } from 'vitest';

import { entriesOf } from '../../../src/check/baseline/create-baseline.ts';
import { judge } from '../../../src/check/baseline/judge.ts';
import { findViolations } from '../../../src/check/find-violations.ts';
import type { Config } from '../../../src/config/config-schema.ts';
import { checkProject, checkRule, readProject } from '../check-project.ts';
import type { Sources } from '../check-project.ts';

type Rules = NonNullable<Config['rules']>;

const config = (ids: readonly string[], rules: Rules = {}): Config => ({
  boundaries: Object.fromEntries(ids.map((id) => [id, { files: [`src/${id}/**`] }])),
  rules,
});

/**
 * Boundaries with a file `<id>.ts` each, which uses those of the others that are named: `a: 'b c'`.
 * Of what comes later in the alphabet two names, so that the way back is the cheapest to cut.
 */
function wired(uses: Readonly<Record<string, string>>): Sources {
  return Object.fromEntries(
    Object.entries(uses).map(([id, used]) => {
      const others = used.split(' ').filter(Boolean);
      const names = (other: string): string => (other > id ? `${other}, ${other}2` : other);
      const imports = others.map(
        (other) => `import { ${names(other)} } from '../${other}/${other}';\n`,
      );
      const body = `export const ${id} = (): unknown => [${others.map(names).join(', ')}];\nexport const ${id}2 = 1;\n`;
      return [`src/${id}/${id}.ts`, `${imports.join('')}${body}`];
    }),
  );
}

const find = (uses: Readonly<Record<string, string>>, rules: Rules = {}): readonly string[] =>
  checkRule('boundary-cycle', wired(uses), config(Object.keys(uses), rules));

/** What is new beside what was there before. */
function findNew(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
) {
  const ids = Object.keys(after);
  const accepted = entriesOf(checkProject(wired(before), config(ids)).found);
  const guarded = readProject(wired(after), config(ids));
  const paths = new Set(guarded.code.files.map((file) => file.path));
  const { violations, fixed } = judge(
    findViolations({ ...guarded, accepted }),
    accepted,
    null,
    '2026-01-01',
    paths,
  );
  const of = (state: string): readonly string[] =>
    violations.filter((one) => one.baseline === state).map((one) => one.symbol);
  return { new: of('new'), known: of('known'), fixed: fixed.map((one) => one.symbol) };
}

describe('what passes', () => {
  it('is a chain, and two ways to the same boundary', () => {
    expect(find({ a: 'b c', b: 'c', c: '' })).toEqual([]);
  });

  it('is a circle that a type closes: nothing of it is left at run time', () => {
    const sources = {
      'src/a/a.ts':
        "import { b } from '../b/b';\nexport const a = () => b;\nexport interface A { id: 1 }",
      'src/b/b.ts': "import type { A } from '../a/a';\nexport const b = (x?: A) => x;",
    };
    expect(checkRule('boundary-cycle', sources, config(['a', 'b']))).toEqual([]);
  });

  it('is a circle that a test closes', () => {
    const sources = {
      ...wired({ a: 'b', b: '' }),
      'src/b/b.test.ts': "import { a } from '../a/a';\na();",
    };
    expect(checkRule('boundary-cycle', sources, config(['a', 'b']))).toEqual([]);
  });

  it('is a circle that a seed closes', () => {
    const sources = {
      ...wired({ a: 'b', b: '' }),
      'src/b/seeds/b.ts': "import { a } from '../../a/a';\nexport const s = () => a();",
    };
    expect(checkRule('boundary-cycle', sources, config(['a', 'b']))).toEqual([]);
  });

  it('is a circle within one boundary', () => {
    const sources = {
      'src/a/x.ts': "import { y } from './y';\nexport const x = () => y();",
      'src/a/y.ts': "import { x } from './x';\nexport const y = (): unknown => x();",
    };
    expect(checkRule('boundary-cycle', sources, config(['a']))).toEqual([]);
  });
});

describe('what fails', () => {
  it('is two that need each other, told at the import that is cheapest to cut', () => {
    expect(find({ a: 'b', b: 'a' })).toEqual(['b → a b → a @ src/b/b.ts:1:1']);
  });

  it('is three in a ring, once', () => {
    const { found } = checkProject(wired({ a: 'b', b: 'c', c: 'a' }), config(['a', 'b', 'c']));
    expect(found.map((one) => one.message)).toEqual([
      'c → a → b → c: boundaries that need each other in a circle',
    ]);
    expect(found[0]?.related.map((one) => `${one.path}:${one.line} ${one.note}`)).toEqual([
      'src/c/c.ts:1 c → a',
      'src/a/a.ts:1 a → b',
      'src/b/b.ts:1 b → c',
    ]);
  });

  it('is two circles on their own as two', () => {
    expect(find({ a: 'b', b: 'a', c: 'd', d: 'c' })).toEqual([
      'b → a b → a @ src/b/b.ts:1:1',
      'd → c d → c @ src/d/d.ts:1:1',
    ]);
  });

  it('is a tangle once, with all that has to be cut', () => {
    const { found } = checkProject(wired({ a: 'b', b: 'a c', c: 'b' }), config(['a', 'b', 'c']));
    expect(found).toHaveLength(1);
    const [tangle] = found;
    expect(tangle?.symbol).toBe('b → a, c → b');
    expect(tangle?.message).toContain('with 1 more entangled in it');
    expect(tangle?.fix).toContain('(2 imports)');
  });

  it('cuts where fewer names are imported', () => {
    const sources = {
      'src/a/a.ts': "import { b, c } from '../b/b';\nexport const a = () => [b, c];",
      'src/b/b.ts':
        "import { a } from '../a/a';\nexport const b = (): unknown => a();\nexport const c = 1;",
    };
    expect(checkRule('boundary-cycle', sources, config(['a', 'b']))).toEqual([
      'b → a b → a @ src/b/b.ts:1:1',
    ]);
  });

  it.each([
    ['a dynamic import', "export const b = async () => import('../a/a');"],
    ['a require', "export const b = () => require('../a/a');"],
    ['a re-export', "export { a } from '../a/a';\nexport const b = 1;"],
    ['an import for its effects', "import '../a/a';\nexport const b = 1;"],
  ])('is closed by %s', (_what, code) => {
    const sources = { ...wired({ a: 'b', b: '' }), 'src/b/b.ts': code };
    expect(checkRule('boundary-cycle', sources, config(['a', 'b']))).toHaveLength(1);
  });

  it('is closed by a new file that nobody imports yet', () => {
    const sources = {
      ...wired({ a: 'b', b: '' }),
      'src/b/fresh.ts': "import { a } from '../a/a';\nexport const f = () => a();",
    };
    expect(checkRule('boundary-cycle', sources, config(['a', 'b']))).toHaveLength(1);
  });

  it('is closed through a barrel of nobody', () => {
    const sources = {
      'src/all.ts': "export * from './a/a';",
      'src/a/a.ts': "import { b } from '../b/b';\nexport const a = () => b();",
      'src/b/b.ts': "import { a } from '../all';\nexport const b = (): unknown => a();",
    };
    expect(checkRule('boundary-cycle', sources, config(['a', 'b']))).toHaveLength(1);
  });
});

describe('the tier', () => {
  const typed = {
    'src/a/a.ts':
      "import { b } from '../b/b';\nexport const a = () => b;\nexport interface A { id: 1 }",
    'src/b/b.ts': "import type { A } from '../a/a';\nexport const b = (x?: A) => x;",
  };
  const deferred = wired({ a: 'b', b: 'a' });
  const eager = {
    'src/a/a.ts': "import { B } from '../b/b';\nexport class A extends B {}",
    'src/b/b.ts': "import { A } from '../a/a';\nexport class B { static a = A; }",
  };
  const found = (sources: Sources, tier: 'all' | 'runtime' | 'load'): number =>
    checkRule('boundary-cycle', sources, config(['a', 'b'], { 'boundary-cycle': { tier } })).length;

  it('all counts types too', () => {
    expect([found(typed, 'all'), found(deferred, 'all'), found(eager, 'all')]).toEqual([1, 1, 1]);
  });

  it('runtime counts what is left at run time', () => {
    expect([found(typed, 'runtime'), found(deferred, 'runtime'), found(eager, 'runtime')]).toEqual([
      0, 1, 1,
    ]);
  });

  it('load counts what is used while files load', () => {
    expect([found(typed, 'load'), found(deferred, 'load'), found(eager, 'load')]).toEqual([
      0, 0, 1,
    ]);
  });
});

describe('beside an accepted circle', () => {
  const accepted = { a: 'b', b: 'a', c: '', d: '' };

  it('the same one is known', () => {
    expect(findNew(accepted, accepted)).toEqual({ new: [], known: ['b → a'], fixed: [] });
  });

  it('a longer way round through the accepted edge is no new circle', () => {
    const after = { a: 'b c', b: 'a', c: 'b', d: '' };
    expect(findNew(accepted, after)).toEqual({ new: [], known: ['b → a'], fixed: [] });
  });

  it('a way round that does without the accepted edge is new', () => {
    const after = { a: 'b', b: 'a c', c: 'a', d: '' };
    expect(findNew(accepted, after)).toEqual({ new: ['c → a'], known: ['b → a'], fixed: [] });
  });

  it('another circle is new', () => {
    const after = { a: 'b', b: 'a', c: 'd', d: 'c' };
    expect(findNew(accepted, after)).toEqual({ new: ['d → c'], known: ['b → a'], fixed: [] });
  });

  it('when its edge is cut it is fixed', () => {
    expect(findNew(accepted, { ...accepted, b: '' })).toEqual({
      new: [],
      known: [],
      fixed: ['b → a'],
    });
  });

  it('when another edge of it is cut it is fixed as well', () => {
    expect(findNew(accepted, { ...accepted, a: '' })).toEqual({
      new: [],
      known: [],
      fixed: ['b → a'],
    });
  });

  it('when its edge is cut and another way round is left, that one is new', () => {
    const after = { a: 'b', b: 'c', c: 'a', d: '' };
    expect(findNew(accepted, after)).toEqual({ new: ['c → a'], known: [], fixed: ['b → a'] });
  });
});
