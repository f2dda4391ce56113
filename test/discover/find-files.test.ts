import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { findFiles } from '../../analyzers/discover/find-files.ts';
import { writeProject } from './write-project.ts';

describe('findFiles', () => {
  it('finds every kind of source, sorted, and keeps the other files apart', () => {
    const root = writeProject({
      'src/z.ts': '',
      'src/a.tsx': '',
      'src/b.mts': '',
      'src/c.cts': '',
      'src/d.js': '',
      'src/e.jsx': '',
      'src/f.mjs': '',
      'src/g.cjs': '',
      'src/types.d.ts': '',
      'prisma/schema.prisma': '',
      'package.json': '{}',
      'tsconfig.build.json': '{}',
      'readme.md': '',
    });
    const found = findFiles(root);
    expect(found.sources).toEqual(
      ['a.tsx', 'b.mts', 'c.cts', 'd.js', 'e.jsx', 'f.mjs', 'g.cjs', 'types.d.ts', 'z.ts'].map(
        (name) => `src/${name}`,
      ),
    );
    expect(found.manifests).toEqual(['package.json']);
    expect(found.tsconfigs).toEqual(['tsconfig.build.json']);
    expect(found.others).toEqual(['prisma/schema.prisma', 'readme.md']);
    expect(found.findings).toEqual([]);
  });

  it('leaves out packages, hidden folders and bundles', () => {
    const root = writeProject({
      'node_modules/x/index.js': '',
      'src/node_modules/y/index.js': '',
      '.next/server.js': '',
      'public/jquery.min.js': '',
      'public/big.js': `var a=1;${'x();'.repeat(20_000)}`,
      'src/long.js': 'doSomething();\n'.repeat(10_000),
      'src/a.ts': '',
    });
    const found = findFiles(root);
    expect(found.sources).toEqual(['src/a.ts', 'src/long.js']);
    expect(found.excluded).toEqual([
      { path: 'public/big.js', reason: 'bundle' },
      { path: 'public/jquery.min.js', reason: 'bundle' },
    ]);
  });

  it('honours .gitignore files at every level, with negation', () => {
    const root = writeProject({
      '.git/info/exclude': 'secret.ts\n',
      '.gitignore': '/generated/\n*.gen.ts\n!keep.gen.ts\nlogs\n',
      'generated/a.ts': '',
      'src/generated/b.ts': '',
      'src/x.gen.ts': '',
      'src/keep.gen.ts': '',
      'src/logs/c.ts': '',
      'src/feature/.gitignore': 'local.ts\n!deep/local.ts\n',
      'src/feature/local.ts': '',
      'src/feature/deep/local.ts': '',
      'src/local.ts': '',
      'src/secret.ts': '',
    });
    expect(findFiles(root).sources).toEqual([
      'src/feature/deep/local.ts',
      'src/generated/b.ts',
      'src/keep.gen.ts',
      'src/local.ts',
    ]);
  });

  it('applies the rules of the repository around a package', () => {
    const root = writeProject({
      '.git/HEAD': '',
      '.gitignore': '/packages/*/generated\nignored/\n',
      'packages/api/generated/client.ts': '',
      'packages/api/src/a.ts': '',
      'packages/ignored/src/b.ts': '',
    });
    expect(findFiles(`${root}/packages/api`).sources).toEqual(['src/a.ts']);
    expect(findFiles(`${root}/packages/ignored`).sources).toEqual(['src/b.ts']);
  });

  it('keeps what git tracks although it is ignored', () => {
    const root = writeProject({
      '.gitignore': 'src/openapi/*\n',
      'src/openapi/index.ts': '',
      'src/openapi/other.ts': '',
    });
    const git = (...args: readonly string[]): void => {
      execFileSync('git', args, { cwd: root, stdio: 'ignore' });
    };
    git('init');
    git('add', '--force', 'src/openapi/index.ts');
    expect(findFiles(root).sources).toEqual(['src/openapi/index.ts']);
    git('update-index', '--index-version', '4');
    expect(findFiles(root).sources).toEqual(['src/openapi/index.ts']);
  });

  it('follows links to the outside, takes links to the inside as aliases, and stops at loops', () => {
    const outside = writeProject({ 'shared/money.ts': '', 'one.ts': '' });
    const root = writeProject({
      'src/lib/a.ts': '',
      'src/alias': { link: 'lib' },
      'src/loop': { link: '..' },
      'src/self': { link: 'self' },
      'src/broken': { link: 'nowhere' },
      'src/shared': { link: `${outside}/shared` },
      'src/again': { link: `${outside}/shared` },
      'src/one.ts': { link: `${outside}/one.ts` },
    });
    const found = findFiles(root);
    expect(found.sources).toEqual(['src/again/money.ts', 'src/lib/a.ts', 'src/one.ts']);
    expect(found.links).toEqual([{ path: 'src/alias', target: 'src/lib' }]);
    expect(found.findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'symlink-loop src/loop',
      'symlink-loop src/self',
    ]);
  });

  it('reports folders it may not read and goes on', () => {
    const root = writeProject({ 'src/a.ts': '', 'src/closed/b.ts': '' });
    chmodSync(root, 0o755);
    chmodSync(`${root}/src/closed`, 0);
    const found = asOrdinaryUser(() => findFiles(root));
    chmodSync(`${root}/src/closed`, 0o755);
    expect(found.sources).toEqual(['src/a.ts']);
    expect(found.findings).toMatchObject([{ code: 'file-unreadable', path: 'src/closed' }]);
  });
});

/** Root may read everything: as root, the work is done as nobody. */
function asOrdinaryUser<T>(work: () => T): T {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}
