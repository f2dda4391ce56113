/** A plan being edited: every step can be undone, and any two of its states compared. */
import type { EvaluatedPlan, NamedPlan } from '../../analyzers/boundaries/prepare-planning.ts';
import type { Granularity } from '../../analyzers/contract.ts';
import { applyEdits } from './apply-edit.ts';
import type { Edit } from './edit.ts';
import { startState, toNamedPlan } from './plan-state.ts';
import type { Ground, PlanState } from './plan-state.ts';

export interface Stage {
  /** What led here from the stage before; empty for the first one. */
  readonly edits: readonly Edit[];
  readonly state: PlanState;
  readonly evaluated: EvaluatedPlan;
}

export interface Session {
  readonly ground: Ground;
  readonly granularity: Granularity;
  readonly evaluate: (plan: NamedPlan) => EvaluatedPlan;
  /** At least one; the last one counts. */
  readonly stages: readonly [Stage, ...Stage[]];
}

export function startSession(
  ground: Ground,
  granularity: Granularity,
  evaluate: Session['evaluate'],
): Session {
  const state = startState(ground, granularity);
  const evaluated = evaluate(toNamedPlan(ground, state));
  return { ground, granularity, evaluate, stages: [{ edits: [], state, evaluated }] };
}

/**
 * Edits that belong together are one step.
 * @throws UserError as `applyEdit`; the session is as it was
 */
export function editSession(session: Session, edits: readonly Edit[]): Session {
  if (edits.length === 0) return session;
  const { ground, evaluate, stages } = session;
  const state = applyEdits(ground, lastStage(session).state, edits);
  const evaluated = evaluate(toNamedPlan(ground, state));
  return { ...session, stages: [...stages, { edits, state, evaluated }] };
}

/** The session before the last step; null when there is none. */
export function undoStep(session: Session): Session | null {
  const [first, ...others] = session.stages;
  if (others.length === 0) return null;
  return { ...session, stages: [first, ...others.slice(0, -1)] };
}

export const lastStage = ({ stages }: Session): Stage => stages.at(-1) ?? stages[0];

export const editsOf = ({ stages }: Session): readonly Edit[] =>
  stages.flatMap((stage) => stage.edits);
