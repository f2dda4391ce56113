import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import type { FixPlan } from '../../../src/check/fix/fix-plan.ts';
import { writeFixes } from '../../../src/check/fix/write-fixes.ts';
import { writeProject } from '../../discover/write-project.ts';

const planOf = (root: string, paths: readonly string[]): FixPlan => ({
  root,
  files: paths.map((path) => ({ path, before: 'old', after: 'new', repairs: [] })),
  refused: [],
});

const texts = (root: string, paths: readonly string[]): readonly string[] =>
  paths.map((path) => readFileSync(join(root, path), 'utf8'));

it('writes all files and leaves nothing else behind', () => {
  const root = writeProject({ 'a.ts': 'old', 'src/b.ts': 'old' });
  chmodSync(join(root, 'a.ts'), 0o755);
  writeFixes(planOf(root, ['a.ts', 'src/b.ts']), 7);
  expect(texts(root, ['a.ts', 'src/b.ts'])).toEqual(['new', 'new']);
  expect(readdirSync(root, { recursive: true }).sort()).toEqual(['a.ts', 'src', 'src/b.ts']);
  expect(statSync(join(root, 'a.ts')).mode & 0o777).toBe(0o755);
});

it('refuses when a file changed meanwhile, and writes none', () => {
  const root = writeProject({ 'a.ts': 'old', 'b.ts': 'mine' });
  expect(() => writeFixes(planOf(root, ['a.ts', 'b.ts']), 7)).toThrow(
    'b.ts changed while the fix was made, so nothing was written',
  );
  expect(texts(root, ['a.ts', 'b.ts'])).toEqual(['old', 'mine']);
});

it('refuses when a file is gone', () => {
  const root = writeProject({ 'a.ts': 'old' });
  expect(() => writeFixes(planOf(root, ['a.ts', 'gone.ts']), 7)).toThrow('gone.ts changed');
});

it('leaves every file as it was when one cannot be written', () => {
  const root = writeProject({ 'a.ts': 'old', 'b.ts': 'old' });
  // Somebody else's file stands where this one would be prepared.
  writeFileSync(join(root, '.b.ts.7.saasctl'), 'theirs');
  expect(() => writeFixes(planOf(root, ['a.ts', 'b.ts']), 7)).toThrow('every file is as it was');
  expect(texts(root, ['a.ts', 'b.ts'])).toEqual(['old', 'old']);
  expect(readdirSync(root).sort()).toEqual(['.b.ts.7.saasctl', 'a.ts', 'b.ts']);
});

it('writes the file behind a symbolic link', () => {
  const root = writeProject({ 'real.ts': 'old', 'link.ts': { link: 'real.ts' } });
  writeFixes(planOf(root, ['link.ts']), 7);
  expect(lstatSync(join(root, 'link.ts')).isSymbolicLink()).toBe(true);
  expect(texts(root, ['real.ts'])).toEqual(['new']);
});
