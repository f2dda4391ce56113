import { expect, test } from 'vitest';

import type { ImportFact } from '../../analyzers/contract.ts';
import { findFrontEnd } from '../../analyzers/model/find-front-end.ts';
import { factsOf, imported, use } from './facts.ts';

interface Project {
  readonly paths: readonly string[];
  readonly imports?: readonly ImportFact[];
  /** `path package` */
  readonly packages?: readonly string[];
  /** Files that reach data. */
  readonly serving?: readonly string[];
}

function frontEnd({
  paths,
  imports = [],
  packages = [],
  serving = [],
}: Project): readonly string[] {
  const externals = packages.map((one) => {
    const [path = '', name = ''] = one.split(' ');
    return { path, package: name, kind: 'value' as const, line: 1, column: 1 };
  });
  const accesses = serving.map((path) => use(`${path}:1`, 'read', 'orders'));
  return [...findFrontEnd({ paths, imports, externals, facts: factsOf({ accesses }) })].sort();
}

const SERVER = ['apps/api/src/order.ts', 'apps/api/src/mail.ts'];
const serving = ['apps/api/src/order.ts'];

test('a folder that draws and serves nothing is front end as a whole', () => {
  const web = ['apps/web/src/app.ts', 'apps/web/src/store.ts', 'apps/web/vite.config.ts'];
  expect(
    frontEnd({ paths: [...SERVER, ...web], packages: ['apps/web/src/app.ts vue'], serving }),
  ).toEqual(web.toSorted());
});

test('components need no import of their library', () => {
  expect(frontEnd({ paths: [...SERVER, 'apps/web/page.tsx'], serving })).toEqual([
    'apps/web/page.tsx',
  ]);
});

test('templates that the server loads belong to the server', () => {
  const paths = [...SERVER, 'apps/api/src/emails/welcome.tsx'];
  const imports = [imported('apps/api/src/mail.ts', 'apps/api/src/emails/welcome.tsx')];
  expect(frontEnd({ paths, imports, serving })).toEqual([]);
  const types = imports.map((one): ImportFact => ({ ...one, kind: 'type' }));
  expect(frontEnd({ paths, imports: types, serving })).toEqual(['apps/api/src/emails/welcome.tsx']);
});

test('of a library that both sides use only the inner folder that draws is front end', () => {
  const paths = [...SERVER, 'libs/common/text.ts', 'libs/common/hooks/use-x.tsx'];
  const imports = [imported('apps/api/src/order.ts', 'libs/common/text.ts')];
  expect(frontEnd({ paths, imports, serving })).toEqual(['libs/common/hooks/use-x.tsx']);
});

test('what only a front end or the settings of a tool load stays front end', () => {
  const paths = [...SERVER, 'apps/web/page.tsx', 'libs/ui/button.tsx', 'tailwind.config.ts'];
  const imports = [
    imported('apps/web/page.tsx', 'libs/ui/button.tsx'),
    imported('tailwind.config.ts', 'libs/ui/button.tsx'),
  ];
  expect(frontEnd({ paths, imports, serving })).toEqual([
    'apps/web/page.tsx',
    'libs/ui/button.tsx',
  ]);
});

test('a page that reaches the database keeps its folder in the server', () => {
  const paths = ['web/pages/index.tsx', 'web/pages/about.tsx'];
  expect(frontEnd({ paths, serving: ['web/pages/index.tsx'] })).toEqual([]);
});

test('a package with one stray component is no front end', () => {
  const many = Array.from({ length: 30 }, (_, at) => `libs/core/f${at}.ts`);
  expect(frontEnd({ paths: [...SERVER, ...many, 'libs/core/x.tsx'], serving })).toEqual([]);
});

test('without a server nothing is left out', () => {
  expect(frontEnd({ paths: ['src/app.tsx', 'src/api.ts'] })).toEqual([]);
});
