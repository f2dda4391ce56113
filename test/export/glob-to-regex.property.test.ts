/** What a glob of saasctl.json matches, its regular expression matches, and dependency-cruiser accepts it. */
import { createRequire } from 'node:module';

import * as fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';

import { escapeGlob } from '../../src/config/match-files.ts';
import { globToRegex, pathToRegex } from '../../src/export/glob-to-regex.ts';

const OPTIONS = { dot: true, nonegate: true, windows: false } as const;
/** The check that dependency-cruiser makes of every rule. */
const isSafe = createRequire(import.meta.resolve('dependency-cruiser'))('safe-regex') as (
  source: string,
  options: { readonly limit: number },
) => boolean;

const name = fc.constantFrom(
  'a',
  'b',
  'ab',
  'src',
  'x.ts',
  'y.tsx',
  '.dot',
  'a-b',
  '$1',
  'a^b',
  'ts',
);
const segment = fc.oneof(
  name,
  fc.constantFrom(
    '*',
    '**',
    '*.ts',
    'a*',
    '?',
    'a?',
    '*.*',
    '{a,b}',
    'x.{ts,tsx}',
    '[ab]',
    'a{b,c/d}',
    '@(a|b)',
    '*a*',
    '?*',
    '{a,.dot}',
  ),
  fc.constantFrom('!(a)', '.', '***', '+(a)', '[!a]', '{1..3}', 'a**', '(a|b)', String.raw`\[id\]`),
);
const glob = fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
const path = fc
  .array(fc.oneof(name, fc.constantFrom('c', 'd', '[id]', '[ab]', '(a|b)', '!(a)')), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join('/'));

describe('globToRegex', () => {
  it('matches what picomatch matches, or says that it cannot', () => {
    fc.assert(
      fc.property(glob, fc.array(path, { minLength: 1, maxLength: 20 }), (pattern, paths) => {
        const source = globToRegex(pattern);
        if (source === null) return;
        const regex = new RegExp(source);
        const matches = picomatch(pattern, OPTIONS);
        for (const one of paths)
          expect([pattern, one, regex.test(one)]).toEqual([pattern, one, matches(one)]);
        expect(isSafe(source, { limit: 10_000 })).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('does so for every pair of plain segments', () => {
    const segments = [
      'a',
      '.dot',
      '$1',
      '*',
      '**',
      '*.ts',
      'a*',
      '*a',
      '?',
      '*.*',
      '{a,b}',
      '[ab]',
    ];
    const names = ['a', 'b', 'ab', 'x.ts', '.dot', '$1', '[ab]'];
    const paths = names.flatMap((one) => [
      one,
      ...names.flatMap((two) => [`${one}/${two}`, `${one}/b/${two}`]),
    ]);
    const patterns = segments.flatMap((one) => [one, ...segments.map((two) => `${one}/${two}`)]);
    const matched = (test: (pattern: string) => (path: string) => boolean): readonly string[] =>
      patterns.flatMap((pattern) => {
        const matches = test(pattern);
        return paths.flatMap((one) => (matches(one) ? `${pattern} ${one}` : []));
      });
    const ours = matched((pattern) => {
      const regex = new RegExp(globToRegex(pattern) ?? 'unknown');
      return (one) => regex.test(one);
    });
    expect(ours).toEqual(matched((pattern) => picomatch(pattern, OPTIONS)));
    expect(ours.length).toBeGreaterThan(1000);
  });

  it('translates what saasctl init writes: folders, all files of a folder, paths', () => {
    fc.assert(
      fc.property(path, fc.constantFrom('/**', '/*', ''), (folder, tail) => {
        expect(globToRegex(`${escapeGlob(folder)}${tail}`)).not.toBeNull();
      }),
    );
  });

  it.each([
    '!(a).ts',
    '+(a|b)/x.ts',
    'a+/x.ts',
    '[!a].ts',
    '[a-z].ts',
    '{1..3}.ts',
    'src/a**',
    'a//b',
    '{a',
    '"a"',
  ])('leaves %s to whoever can list its files', (pattern) => {
    expect(globToRegex(pattern)).toBeNull();
  });
});

describe('pathToRegex', () => {
  it('stands for the path alone', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (one, other) => {
        const regex = new RegExp(pathToRegex(one));
        expect(regex.test(one)).toBe(true);
        expect(regex.test(other)).toBe(one === other);
      }),
    );
  });

  it('keeps dependency-cruiser from reading a placeholder', () => {
    expect(pathToRegex('src/$1.ts')).toBe(String.raw`^src/[$]1\.ts$`);
  });
});
