import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Script, runInNewContext } from 'node:vm';

import { expect, test } from 'vitest';

import { bundlePage } from '../../../src/report/html/bundle-page.ts';
import { TEMPLATES } from './page-module.ts';

const reader =
  (modules: Readonly<Record<string, string>>) =>
  (path: string): string =>
    modules[path] ?? '';

test('modules see what they import, and names of one do not disturb those of another', () => {
  const script = bundlePage(
    'main.js',
    reader({
      'main.js':
        "import { double, ONE } from './a.js';\nimport { hidden } from './b.js';\nresult.push(double(ONE), hidden());\n",
      'a.js':
        "import { hidden } from './b.js';\nconst secret = 2;\nexport const ONE = 1;\nexport function double(x) { return x * secret + hidden() * 0; }\n",
      'b.js': 'const secret = 7;\nexport function hidden() { return secret; }\n',
    }),
  );
  const result: number[] = [];
  runInNewContext(script, { result });
  expect(result).toEqual([2, 7]);
});

test('a module is run once, before whoever needs it', () => {
  const script = bundlePage(
    'main.js',
    reader({
      'main.js':
        "import { a } from './a.js';\nimport { c } from './c.js';\nlog.push('main', a, c);\n",
      'a.js': "import { c } from './c.js';\nlog.push('a');\nexport const a = c + 1;\n",
      'c.js': "log.push('c');\nexport const c = 1;\n",
    }),
  );
  const log: unknown[] = [];
  runInNewContext(script, { log });
  expect(log).toEqual(['c', 'a', 'main', 2, 1]);
});

test('a circle is refused by name', () => {
  const modules = {
    'main.js': "import { a } from './a.js';\n",
    'a.js': "import { b } from './main.js';\n",
  };
  expect(() => bundlePage('main.js', reader(modules))).toThrow('main.js → a.js → main.js');
});

test.each(["import a from './a.js';", 'export default 1;', 'export { a };', "import './a.js';"])(
  'what it does not understand is refused: %s',
  (line) => {
    expect(() => bundlePage('main.js', reader({ 'main.js': `${line}\n` }))).toThrow(
      'not understood',
    );
  },
);

test('the page itself is one script, with every module in it and no end tag', () => {
  const folder = join(TEMPLATES, 'page');
  const used = new Set<string>();
  const script = bundlePage('main.js', (path) => {
    used.add(path);
    return readFileSync(join(folder, path), 'utf8');
  });
  expect(() => new Script(script)).not.toThrow();
  expect(script).not.toMatch(/<\/script|<!--/i);
  expect([...used].sort()).toEqual(
    readdirSync(folder)
      .filter((name) => name.endsWith('.js'))
      .sort(),
  );
});

test('no module of the page writes markup', () => {
  for (const name of readdirSync(join(TEMPLATES, 'page')))
    expect(readFileSync(join(TEMPLATES, 'page', name), 'utf8'), name).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|eval\(|new Function/,
    );
});
