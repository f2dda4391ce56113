import { planFixes } from '../../../src/pipeline.ts';
import type { CheckRequest } from '../../../src/pipeline.ts';
import type { FixScope } from '../../../src/check/fix/plan-fixes.ts';
import type { FixPlan } from '../../../src/check/fix/fix-plan.ts';

export const requestFor = (root: string): CheckRequest => ({
  root,
  build: 'test',
  cacheFor: null,
  config: { kind: 'folder' },
  since: null,
  today: '2026-11-20',
  onProgress: () => undefined,
});

export const EVERYTHING: FixScope = { known: false, files: null };

export const planFor = (root: string, scope: FixScope = EVERYTHING) =>
  planFixes({ ...requestFor(root), scope });

/** As the cases write it. */
export const tellRefused = ({ refused }: FixPlan): string =>
  refused
    .map(({ path, line, rule, symbol, reason }) => `${path}:${line} ${rule} ${symbol}: ${reason}`)
    .join('\n');
