/** The graph's resolutions in the words of the program linker. */
import type { Linker, LinkTarget } from '../program/program.ts';
import type { ImportGraph } from './build-graph.ts';

const NONE: LinkTarget = { kind: 'none' };

export function toLinker(graph: ImportGraph): Linker {
  return (path, index) => {
    const target = graph.links.get(path)?.[index]?.target;
    if (!target) return NONE;
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
  };
}
