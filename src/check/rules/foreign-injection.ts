import type { InjectionFact } from '../../../analyzers/index.ts';
import { gatherFound } from '../found.ts';
import type { Occurrence } from '../found.ts';
import type { Ground } from '../ground.ts';
import type { ImportCrossing } from '../import-crossings.ts';
import type { FoundViolation } from '../violation.ts';

interface InjectionOccurrence extends Occurrence {
  readonly injection: InjectionFact;
}

export function findForeignInjections(ground: Ground): readonly FoundViolation[] {
  const { severity } = ground.settings['foreign-injection'];
  if (severity === 'off') return [];
  const occurrences = listPrivate(ground).map((injection): InjectionOccurrence => {
    const { path, line, column, token, to, into, evidence } = injection;
    return {
      rule: 'foreign-injection',
      severity,
      from: ground.placeOf(path) ?? '',
      to: ground.placeOf(to ?? '') ?? '',
      symbol: token,
      path,
      line,
      column,
      unit: `${path} ${into}`,
      note: `${into}: ${evidence}`,
      target: to,
      injection,
    };
  });
  return gatherFound(occurrences, ({ injection, to }, all) => {
    const classes = new Set(all.map((one) => one.unit)).size;
    return {
      message: `${injection.into} is injected with ${injection.token} (${injection.to ?? ''}), which ${to} has not made public${classes > 1 ? `; so are ${classes - 1} more` : ''}`,
      fix: `inject what ${to} makes public and exports, or add "${injection.to ?? ''}#${injection.token}" to boundaries.${to}.public in saasctl.json`,
    };
  });
}

/** Imports that only serve such an injection: told once, by the injection. */
export function injectedImports(ground: Ground): (crossing: ImportCrossing) => boolean {
  if (ground.settings['foreign-injection'].severity === 'off') return () => false;
  const keys = new Set(
    listPrivate(ground).map(({ path, to, token }) => `${path}\0${to ?? ''}\0${token}`),
  );
  return ({ fact, file, original }) => keys.has(`${fact.from}\0${file}\0${original}`);
}

function listPrivate(ground: Ground): readonly InjectionFact[] {
  const { code, placeOf, boundaries, isPublic } = ground;
  return code.injections.filter(({ path, to, token }) => {
    const [from, owner] = [placeOf(path), to === null ? null : placeOf(to)];
    if (from === null || owner === null || from === owner || to === null) return false;
    const boundary = boundaries.get(owner);
    return boundary !== undefined && !isPublic(boundary, to, token);
  });
}
