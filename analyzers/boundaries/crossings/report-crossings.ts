/** Decided touches in the words of the contract. */
import type { CrossingFact } from '../../contract.ts';
import { compareText } from '../../discover/posix-path.ts';
import { COSTS } from './remedy-costs.ts';
import type { Scene } from './scene.ts';
import type { DecidedTouch } from './touch.ts';

/** Sorted by from, to, path, line; the first crossing of a subject carries the work, the others little. */
export function reportCrossings(
  scene: Scene,
  decided: readonly DecidedTouch[],
): readonly CrossingFact[] {
  const seen = new Set<string>();
  return decided
    .map((one) => toFact(scene, one))
    .sort(compareCrossings)
    .filter((one, at, all) => at === 0 || compareCrossings(one, all[at - 1] as CrossingFact) !== 0)
    .map((fact) => {
      const key = `${fact.from}\0${fact.to}\0${fact.subject}\0${fact.remedy}`;
      const again = seen.has(key);
      seen.add(key);
      return again ? { ...fact, cost: Math.min(fact.cost, COSTS.again) } : fact;
    });
}

function toFact(scene: Scene, { touch, decision }: DecidedTouch): CrossingFact {
  const { at, kind, subject, target } = touch;
  const { remedy, why, cost } = decision;
  return {
    from: scene.name(touch.from),
    to: scene.name(touch.to),
    kind,
    path: at.path ?? scene.pathOf(at.file),
    line: at.line,
    column: at.column,
    subject,
    evidence: at.evidence,
    certainty: at.certain ? 'certain' : 'inferred',
    target: target < 0 ? null : scene.pathOf(target),
    remedy,
    why,
    cost,
  };
}

function compareCrossings(a: CrossingFact, b: CrossingFact): number {
  return (
    compareText(a.from, b.from) ||
    compareText(a.to, b.to) ||
    compareText(a.path, b.path) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.kind, b.kind) ||
    compareText(a.subject, b.subject) ||
    compareText(a.target ?? '', b.target ?? '') ||
    compareText(a.evidence, b.evidence)
  );
}
