import { describe, expect, it } from 'vitest';

import { checkProject, checkRule, tell } from '../check-project.ts';
import type { Sources } from '../check-project.ts';

const RING: Sources = {
  'src/users/u.ts': "import { p } from '../posts/p';\nexport const u = (): unknown => p();\n",
  'src/posts/p.ts': "import { u } from '../users/u';\nexport const p = (): unknown => u();\n",
  'src/main.ts': "import { u } from './users/u';\nu();\n",
};

describe('what passes', () => {
  it('is modules that use each other in one direction', () => {
    expect(
      checkRule('module-cycle', { ...RING, 'src/posts/p.ts': 'export const p = () => 1;' }, {}),
    ).toEqual([]);
  });

  it('is files of one module in a circle', () => {
    const sources = {
      'src/users/u.ts': "import { v } from './v';\nexport const u = (): unknown => v();",
      'src/users/v.ts': "import { u } from './u';\nexport const v = (): unknown => u();",
      'src/posts/p.ts': 'export const p = 1;',
    };
    expect(checkRule('module-cycle', sources, {})).toEqual([]);
  });

  it('is a circle that a type closes', () => {
    const sources = {
      ...RING,
      'src/posts/p.ts':
        "import type { u } from '../users/u';\nexport const p = (x?: typeof u) => x;",
    };
    expect(checkRule('module-cycle', sources, {})).toEqual([]);
  });

  it('is a circle that only an entry of the application closes', () => {
    const sources = {
      ...RING,
      'src/posts/p.ts': 'export const p = () => 1;',
      'src/posts/start.ts': "import { u } from '../users/u';\nu();",
    };
    expect(checkRule('module-cycle', sources, {})).toEqual([]);
  });

  it('is a circle of modules of two boundaries: that is told of the boundaries', () => {
    const config = {
      boundaries: { users: { files: ['src/users/**'] }, posts: { files: ['src/posts/**'] } },
    };
    expect(checkProject(RING, config).found.map((one) => one.rule)).toEqual(['boundary-cycle']);
  });
});

describe('what fails', () => {
  it('is two modules of the monolith, without any boundary', () => {
    expect(checkProject(RING, {}).found.map(tell)).toEqual([
      'module-cycle monolith → monolith users → posts @ src/users/u.ts:1:1',
    ]);
  });

  it('is two modules of one boundary, and of the kernel', () => {
    const files = ['src/users/**', 'src/posts/**'];
    expect(checkRule('module-cycle', RING, { boundaries: { social: { files } } })).toEqual([
      'social → social users → posts @ src/users/u.ts:1:1',
    ]);
    expect(checkRule('module-cycle', RING, { kernel: { files } })).toEqual([
      'kernel → kernel users → posts @ src/users/u.ts:1:1',
    ]);
  });

  it('is a circle that a type closes where the tier is all', () => {
    const sources = {
      ...RING,
      'src/posts/p.ts':
        "import type { u } from '../users/u';\nexport const p = (x?: typeof u) => x;",
    };
    expect(
      checkRule('module-cycle', sources, { rules: { 'module-cycle': { tier: 'all' } } }),
    ).toHaveLength(1);
  });

  it('is told at all places of the cheapest cut', () => {
    const sources = {
      ...RING,
      'src/users/v.ts': "import { p } from '../posts/p';\nexport const v = () => p();",
      'src/posts/q.ts': "import { u, w } from '../users/u';\nexport const q = () => [u, w];",
      'src/users/u.ts': `${String(RING['src/users/u.ts'])}export const w = 1;\n`,
      'src/main.ts': "import { v } from './users/v';\nimport { q } from './posts/q';\nv();\nq();\n",
    };
    const [found] = checkProject(sources, {}).found;
    expect(found?.symbol).toBe('users → posts');
    expect(found?.fix).toContain('the cheapest cut is users → posts (2 imports)');
    expect(found?.related.map((one) => `${one.path}:${one.line} ${one.note}`)).toContain(
      'src/users/v.ts:1 to cut: users → posts',
    );
  });
});
