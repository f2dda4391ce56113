import type { Analysis } from '../../../analyzers/contract.ts';
import { makeAnalysis } from '../make-analysis.ts';

/** A project in which nothing was found and nothing is proposed, with what a test wants to be different. */
export const emptyAnalysis = (change: Partial<Analysis> = {}): Analysis =>
  makeAnalysis({
    boundaries: [],
    plans: [],
    crossings: [],
    splits: [],
    roadmap: [],
    health: [],
    verdict: { split: 'no', why: ['It is small.'] },
    ...change,
  });
