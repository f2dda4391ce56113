import { expect, test } from 'vitest';

import { findSupportFiles } from '../../analyzers/model/find-support-files.ts';
import { nestModule } from './facts.ts';

const support = (paths: readonly string[], controllersIn: readonly string[] = []): object =>
  Object.fromEntries(
    findSupportFiles({
      paths,
      nestModules: controllersIn.map((path) => ({
        ...nestModule(path, 'M', []),
        controllers: ['C'],
      })),
    }),
  );

test.each([
  ['src/database/seeds/user/user-seed.service.ts', 'seed'],
  ['db/seeders/20200101-users.js', 'seed'],
  ['prisma/seed.ts', 'seed'],
  ['src/util/seedFromCSV.ts', 'seed'],
  ['src/config/app.ts', 'config'],
  ['src/users/users.config.ts', 'config'],
])('%s is %s', (path, kind) => {
  expect(support([path])).toEqual({ [path]: kind });
});

test.each([
  'src/users/user.ts',
  'src/seedling/plant.ts',
  'src/reconfigure.ts',
  'src/ui-config/service.ts',
])('%s is business', (path) => {
  expect(support([path])).toEqual({});
});

test('seeds and configuration that are served to users are business', () => {
  expect(support(['src/seeds/seeds.controller.ts', 'src/seeds/seeds.service.ts'])).toEqual({});
  expect(support(['src/wallet/wallet.routes.ts', 'src/wallet/seed.ts'])).toEqual({});
  expect(support(['src/wallet/wallet.routes.ts', 'src/wallet/seed-phrase.service.ts'])).toEqual({});
  expect(support(['src/user/user.controller.ts', 'src/user/user.seed.ts'])).toEqual({
    'src/user/user.seed.ts': 'seed',
  });
  expect(support(['src/config/config.service.ts', 'src/config/m.ts'], ['src/config/m.ts'])).toEqual(
    {},
  );
});
