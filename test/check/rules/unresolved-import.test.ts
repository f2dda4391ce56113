import { describe, expect, it } from 'vitest';

import { checkProject, checkRule } from '../check-project.ts';
import type { Sources } from '../check-project.ts';
import { shopConfig } from './shop-config.ts';

const ALIAS = { json: { compilerOptions: { paths: { '@app/*': ['./src/*'] } } } };
const find = (sources: Sources): readonly string[] =>
  checkRule(
    'unresolved-import',
    { 'src/billing/index.ts': 'export const b = 1;', ...sources },
    shopConfig(),
  );

describe('what passes', () => {
  it('is a package, installed or not, and a module of Node', () => {
    expect(
      find({
        'src/orders/o.ts':
          "import pad from 'left-pad';\nimport { join } from 'node:path';\nexport const o = [pad, join];",
      }),
    ).toEqual([]);
  });

  it('is a file that is there, by any of the ways to write it', () => {
    const code =
      "import './a';\nimport './a.js';\nimport './sub';\nimport data from './data.json';\nimport '@app/orders/a';\nexport const o = data;";
    expect(
      find({
        'tsconfig.json': ALIAS,
        'src/orders/o.ts': code,
        'src/orders/a.ts': 'export {};',
        'src/orders/sub/index.ts': 'export {};',
        'src/orders/data.json': '{}',
      }),
    ).toEqual([]);
  });

  it('is what only tests import', () => {
    expect(
      find({
        'src/orders/o.ts': 'export const o = 1;',
        'src/orders/o.test.ts': "import './gone';",
      }),
    ).toEqual([]);
  });
});

describe('what fails', () => {
  it('is a relative import of nothing', () => {
    expect(
      find({
        'src/orders/o.ts':
          "export const o = 1;\nimport { x } from './missing';\nexport const p = x;",
      }),
    ).toEqual(['orders → orders missing @ src/orders/o.ts:2:1']);
  });

  it('is an alias of the compiler that leads nowhere', () => {
    expect(
      find({
        'tsconfig.json': ALIAS,
        'src/orders/o.ts': "import { x } from '@app/gone';\nexport const o = x;",
      }),
    ).toEqual(['orders → orders @app/gone @ src/orders/o.ts:1:1']);
  });

  it('is a type import, a dynamic import and a require as well', () => {
    const code =
      "import type { X } from './a';\nexport const o = (_x: X) => [import('./b'), require('./c')];";
    expect(find({ 'src/orders/o.ts': code })).toEqual([
      'orders → orders a @ src/orders/o.ts:1:1',
      'orders → orders b @ src/orders/o.ts:2:30',
      'orders → orders c @ src/orders/o.ts:2:45',
    ]);
  });

  it('is one finding for a missing file, however many import it; tests among them do not count', () => {
    const code = "import { x } from './missing';\nexport const o = x;";
    expect(
      find({ 'src/orders/a.ts': code, 'src/orders/b.ts': code, 'src/orders/b.test.ts': code }),
    ).toEqual(['orders → orders missing @ src/orders/a.ts:1:1 ×2']);
  });

  it('is told to the place that imports it', () => {
    expect(
      find({ 'src/orders/o.ts': 'export const o = 1;', 'src/legacy.ts': "import './missing';" }),
    ).toEqual(['monolith → monolith missing @ src/legacy.ts:1:1']);
  });
});

it('may be switched off', () => {
  const config = shopConfig({ rules: { 'unresolved-import': 'off' } });
  const sources = {
    'src/orders/o.ts': "import './missing';",
    'src/billing/index.ts': 'export const b = 1;',
  };
  expect(checkProject(sources, config).found).toEqual([]);
});
