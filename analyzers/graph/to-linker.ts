/** The graph's resolutions in the words of the program linker. */
import type { Linker, LinkTarget } from '../program/program.ts';
import type { ImportGraph } from './build-graph.ts';
import type { Resolution } from './resolution.ts';

const NONE: LinkTarget = { kind: 'none' };

export function toLinker(graph: ImportGraph): Linker {
  // A search through barrels asks for the same imports again and again.
  const targets = new Map(
    [...graph.links].map(([path, links]) => [path, links.map((link) => toTarget(link.target))]),
  );
  return (path, index) => targets.get(path)?.[index] ?? NONE;
}

function toTarget(target: Resolution): LinkTarget {
  switch (target.kind) {
    case 'file':
      return { kind: 'file', path: target.path };
    case 'external':
      return { kind: 'package', name: target.package, subpath: '' };
    case 'builtin':
      return { kind: 'builtin', name: target.name.replace(/^node:/, '') };
    default:
      return NONE;
  }
}
