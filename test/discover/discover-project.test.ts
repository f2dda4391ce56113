import { describe, expect, it } from 'vitest';

import { discoverProject } from '../../analyzers/discover/discover-project.ts';
import { readSource } from '../../analyzers/discover/read-source.ts';
import { writeProject } from './write-project.ts';

const pathsOf = (root: string): readonly string[] =>
  discoverProject(root).files.map((file) => file.path);

describe('discoverProject', () => {
  it('refuses a missing folder, a file and a folder without source, with a hint', () => {
    const root = writeProject({ 'readme.md': '' });
    const codeOf = (folder: string): unknown => {
      try {
        return discoverProject(folder);
      } catch (error) {
        return error;
      }
    };
    expect(codeOf(`${root}/nowhere`)).toMatchObject({
      code: 'project-not-found',
      hint: expect.any(String),
    });
    expect(codeOf(`${root}/readme.md`)).toMatchObject({ code: 'project-not-a-folder' });
    expect(codeOf(root)).toMatchObject({
      code: 'project-empty',
      message: expect.stringContaining(root),
    });
  });

  it('leaves out build output by configuration and by name, but not hand-written folders', () => {
    const root = writeProject({
      'package.json': '{}',
      'tsconfig.json': { json: { compilerOptions: { outDir: './compiled' } } },
      'src/a.ts': '',
      'src/build/b.js': '',
      'compiled/a.js': '',
      'dist/a.js': '',
      'dist/a.d.ts': '',
      'out/tool.ts': '',
      'packages/x/package.json': '{}',
      'packages/x/coverage/lcov.js': '',
      'packages/x/src/x.ts': '',
    });
    expect(pathsOf(root)).toEqual([
      'out/tool.ts',
      'packages/x/src/x.ts',
      'src/a.ts',
      'src/build/b.js',
    ]);
    expect(discoverProject(root).excluded.map(({ path }) => path)).toEqual([
      'compiled/',
      'dist/',
      'packages/x/coverage/',
    ]);
  });

  it('keeps sources when a configuration compiles in place', () => {
    const root = writeProject({
      'tsconfig.json': { json: { compilerOptions: { outDir: '.' } } },
      'lib/tsconfig.json': { json: { compilerOptions: { outDir: '../lib' } } },
      'lib/a.js': '',
      'a.js': '',
    });
    expect(pathsOf(root)).toEqual(['a.js', 'lib/a.js']);
  });

  it('marks tests, their helpers and the files of test runners', () => {
    const tests = [
      'e2e/app.ts',
      'jest.config.ts',
      'src/__tests__/a.ts',
      'src/orders/orders.service.spec.ts',
      'src/orders/orders_test.ts',
      'src/orders/orders.e2e-spec.ts',
      'src/setupTests.ts',
      'test/helpers/db.ts',
      'tests/fixtures.js',
      'vitest.setup.mts',
    ];
    const code = [
      'src/contest/contest.ts',
      'src/latest.ts',
      'src/spectrum.ts',
      'src/testimonials/a.ts',
    ];
    const root = writeProject(Object.fromEntries([...tests, ...code].map((path) => [path, ''])));
    const { files } = discoverProject(root);
    expect(files.filter((file) => file.test).map((file) => file.path)).toEqual([...tests].sort());
  });

  it('knows a feature that is called "tests" from a folder of tests', () => {
    const root = writeProject({
      'src/modules/tests/tests.controller.ts': '',
      'src/modules/tests/tests.service.ts': '',
      'src/modules/tests/tests.service.spec.ts': '',
      'src/modules/tests/dto/create-test.dto.ts': '',
      'test/test.module.ts': '',
      'test/test.service.ts': '',
    });
    const { files } = discoverProject(root);
    expect(files.filter((file) => file.test).map((file) => file.path)).toEqual([
      'src/modules/tests/tests.service.spec.ts',
      'test/test.module.ts',
      'test/test.service.ts',
    ]);
  });

  it('reads UTF-8 and UTF-16, and reports other encodings and missing files', () => {
    const root = writeProject({
      'src/utf8.ts': '\uFEFFconst ä = 1;',
      'src/utf16.ts': new Uint8Array([0xff, 0xfe, 0x61, 0x00]),
      'src/latin1.ts': new Uint8Array([0x2f, 0x2f, 0xe4]),
    });
    expect(readSource(root, 'src/utf8.ts').text).toBe('const ä = 1;');
    expect(readSource(root, 'src/utf16.ts').text).toBe('a');
    expect(readSource(root, 'src/latin1.ts').finding).toMatchObject({ code: 'file-not-utf8' });
    expect(readSource(root, 'src/gone.ts').finding).toMatchObject({
      code: 'file-unreadable',
      message: 'src/gone.ts cannot be read (ENOENT)',
    });
  });

  it('gives the same result twice', () => {
    const root = writeProject({
      'b.ts': '',
      'a.ts': '',
      'package.json': '{}',
      'tsconfig.json': '{}',
    });
    expect(discoverProject(root)).toEqual(discoverProject(root));
  });
});
