/** Whether boundaries could form a circle although every declared dependency is kept. */
import type { ImportRules } from './import-rules.ts';

/**
 * @returns ids of boundaries that may reach themselves along dependencies that are allowed;
 * empty when keeping `dependsOn` keeps out every circle
 */
export function findOpenCircles({ boundaries, settings }: ImportRules): readonly string[] {
  const ids = boundaries.map((one) => one.id);
  const isKept = settings['undeclared-dependency'].severity === 'error';
  const allowed = new Map(
    boundaries.map(({ id, dependsOn }) => [
      id,
      isKept && dependsOn !== null ? dependsOn : ids.filter((other) => other !== id),
    ]),
  );
  return ids.filter((id) => reaches(id, allowed));
}

function reaches(id: string, allowed: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const open = [...(allowed.get(id) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === id) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(allowed.get(next) ?? []));
  }
  return false;
}
