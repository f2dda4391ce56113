import type { AdapterContext, DeclaredTable } from '../../adapter.ts';

/** Entities of tests are no tables of the application, and must not stand in for its own of the same name. */
export function isDeclaredInSource(context: AdapterContext, { place }: DeclaredTable): boolean {
  return context.isSource('file' in place ? place.file.path : place.path);
}
