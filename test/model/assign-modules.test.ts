import { expect, test } from 'vitest';

import type { NestModuleFact } from '../../analyzers/contract.ts';
import { assignModules } from '../../analyzers/model/assign-modules.ts';

const nest = (path: string): NestModuleFact => ({
  path,
  line: 1,
  column: 1,
  evidence: '',
  certainty: 'certain',
  name: path,
  imports: [],
  forwardRefs: [],
  controllers: [],
  providers: [],
  exports: [],
  global: false,
  dynamic: false,
});

function modules(
  paths: readonly string[],
  nestModules: readonly string[] = [],
  workspaces: readonly string[] = [],
): Readonly<Record<string, string>> {
  const places = assignModules({
    paths: [...paths].sort(),
    nestModules: nestModules.map(nest),
    workspaces,
  });
  return Object.fromEntries([...places].map(([path, { id }]) => [path, id]));
}

test('the folder of a NestJS module is a module; the root module is none', () => {
  const paths = [
    'src/app.module.ts',
    'src/main.ts',
    ...['orders', 'users', 'billing'].flatMap((name) => [
      `src/${name}/${name}.module.ts`,
      `src/${name}/dto/a.ts`,
    ]),
  ];
  const result = modules(
    paths,
    paths.filter((path) => path.endsWith('.module.ts')),
  );
  expect(result['src/orders/dto/a.ts']).toBe('src/orders');
  expect(result['src/main.ts']).not.toBe('src/orders');
  expect(new Set(Object.values(result)).size).toBe(4);
});

test('a module folder inside another one belongs to the outer', () => {
  const paths = [
    'src/users/users.module.ts',
    'src/users/infrastructure/persistence.module.ts',
    'src/users/infrastructure/repo.ts',
    'src/x/x.module.ts',
    'src/app.module.ts',
    'src/y/y.module.ts',
  ];
  const result = modules(
    paths,
    paths.filter((path) => path.endsWith('.module.ts')),
  );
  expect(result['src/users/infrastructure/repo.ts']).toBe('src/users');
});

test('feature folders below containers, layers as they are, files at the top', () => {
  const result = modules([
    'src/features/a/x.ts',
    'src/features/b/y.ts',
    'src/lib/db.ts',
    'src/lib/log.ts',
    'src/index.ts',
    'tool.ts',
  ]);
  expect(result).toEqual({
    'src/features/a/x.ts': 'src/features/a',
    'src/features/b/y.ts': 'src/features/b',
    'src/lib/db.ts': 'src/lib',
    'src/lib/log.ts': 'src/lib',
    'src/index.ts': 'src',
    'tool.ts': '.',
  });
});

test('packages of a workspace are modules', () => {
  const result = modules(
    ['packages/a/src/x.ts', 'packages/b/src/y.ts'],
    [],
    ['packages/a', 'packages/b'],
  );
  expect(result).toEqual({
    'packages/a/src/x.ts': 'packages/a',
    'packages/b/src/y.ts': 'packages/b',
  });
});

test('seeds and configuration stay in their modules, marked as what they are', () => {
  const paths = ['src/features/a/a.ts', 'src/features/a/a.config.ts', 'src/features/a/seeds/a.ts'];
  const places = assignModules({ paths, nestModules: [], workspaces: [] });
  expect([...places].map(([, { id, support }]) => [id, support])).toEqual([
    ['src/features/a', undefined],
    ['src/features/a', 'config'],
    ['src/features/a', 'seed'],
  ]);
});
