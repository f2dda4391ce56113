import { describe, expect, it } from 'vitest';

import { labelFiles } from '../../../bench/boundaries/label-rules.ts';
import type { Labels } from '../../../bench/boundaries/label-rules.ts';

function labelsOf(paths: readonly string[], labels: Labels): readonly (string | null)[] {
  return labelFiles(paths, labels).map(({ module, shared }) => (shared ? 'shared' : module));
}

describe('labels by rule', () => {
  const modules = ['src/features/big/*', 'src/features/*'];

  it('names a module by its folder, however deep the file', () => {
    expect(labelsOf(['src/features/pay/a.ts', 'src/features/pay/x/y/b.ts'], { modules })).toEqual([
      'src/features/pay',
      'src/features/pay',
    ]);
  });

  it('takes the first pattern that matches', () => {
    expect(labelsOf(['src/features/big/one/a.ts'], { modules })).toEqual(['src/features/big/one']);
  });

  it('leaves a file beside the folders to the next pattern or to nobody', () => {
    const paths = ['src/features/big/a.ts', 'src/features/a.ts', 'src/main.ts'];
    expect(labelsOf(paths, { modules })).toEqual(['src/features/big', null, null]);
  });

  it('puts shared before modules and unlabelled before both', () => {
    const labels = { modules: ['src/*'], shared: ['src/db/**'], unlabelled: ['src/db/seeds/**'] };
    expect(labelsOf(['src/db/a.ts', 'src/db/seeds/b.ts', 'src/pay/c.ts'], labels)).toEqual([
      'shared',
      null,
      'src/pay',
    ]);
  });
});

describe('labels by list', () => {
  it('names what it lists; a listed file is not shared whatever the glob', () => {
    const labels = { files: { 'a.ts': 'pay' }, shared: ['*.ts'] };
    expect(labelsOf(['a.ts', 'b.ts', 'c/d.ts'], labels)).toEqual(['pay', 'shared', null]);
  });
});
