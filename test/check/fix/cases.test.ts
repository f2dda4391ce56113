import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { writeFixes } from '../../../src/check/fix/write-fixes.ts';
import { check } from '../../../src/pipeline.ts';
import { writeProject } from '../../discover/write-project.ts';
import { openCompiler } from './diagnose.ts';
import { readCases } from './read-case.ts';
import type { FixCase } from './read-case.ts';
import { planFor, requestFor, tellRefused } from './run-fix.ts';

const CASES = readCases();

/** The same project as somebody on Windows would have it. */
const onWindows = (files: FixCase['before']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      path.endsWith('.json') ? text : `\uFEFF${text.replaceAll('\n', '\r\n')}`,
    ]),
  );

const readBack = (root: string, files: FixCase['before']): Record<string, string> =>
  Object.fromEntries(
    Object.keys(files).map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );

describe.each(CASES)('$name', ({ before, after, links, refused }) => {
  const linked = Object.fromEntries(Object.entries(links).map(([path, link]) => [path, { link }]));
  it('becomes what the case shows, and nothing else changes', async () => {
    const root = writeProject({ ...before, ...linked });
    const { plan } = await planFor(root);
    expect(readBack(root, before)).toEqual(before);
    writeFixes(plan, 1);
    expect(readBack(root, before)).toEqual(after);
    expect(tellRefused(plan)).toBe(refused);
  });

  it('keeps byte order mark and line ends', async () => {
    const root = writeProject({ ...onWindows(before), ...linked });
    const { plan } = await planFor(root);
    writeFixes(plan, 1);
    expect(readBack(root, before)).toEqual(onWindows(after));
  });

  it('leaves the compiler with what it had to say, and the check with less', async () => {
    const root = writeProject({ ...before, ...linked });
    const diagnose = openCompiler(root);
    const complaints = diagnose();
    const { plan } = await planFor(root);
    writeFixes(plan, 1);
    expect(diagnose()).toEqual(complaints);
    const again = await check(requestFor(root));
    const left = new Set(again.violations.map((one) => one.id));
    const refusedIds = new Set(plan.refused.map((one) => one.id));
    for (const { id, path } of plan.files.flatMap((one) => one.repairs))
      expect(left.has(id) && !refusedIds.has(id), `${id} in ${path}`).toBe(false);
  });

  it('has nothing left to do the second time', async () => {
    const root = writeProject({ ...after, ...linked });
    const { plan } = await planFor(root);
    expect(plan.files).toEqual([]);
    expect(tellRefused(plan).split('\n').length).toBe(refused.split('\n').length);
  });
});
