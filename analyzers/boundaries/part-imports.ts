/** The names a file imports from other files of the project, by the declaration that binds them. */
import type { ImportGraph } from '../graph/build-graph.ts';
import { USE_EXPORT, USE_LOAD, USE_VALUE } from '../scan/ir.ts';
import type { FileIr } from '../scan/ir.ts';

/** A name another file declares, seen through all barrels. */
export interface ForeignName {
  readonly to: string;
  /** `*` for the whole module. */
  readonly name: string;
}

export interface ImportedName extends ForeignName {
  /** It is used in type positions only, whatever the compiler has to keep of it for decorators. */
  readonly type: boolean;
}

export interface FileImports {
  readonly byDecl: ReadonlyMap<number, ImportedName>;
  /** Name imported without a declaration (`await import()`, `import('x').T`), by index of the import. */
  readonly byImport: ReadonlyMap<number, ImportedName>;
  /** Follows one name out of a whole module. */
  readonly memberOf: (namespace: ForeignName, name: string) => ForeignName;
}

/** An instance of an imported class may be handed over: only these bits show that the class itself is used. */
const VALUE_BITS = USE_VALUE | USE_LOAD | USE_EXPORT;

export function readImports(file: FileIr, graph: ImportGraph): FileImports {
  const byDecl = new Map<number, ImportedName>();
  const byImport = new Map<number, ImportedName>();
  (graph.links.get(file.path) ?? []).forEach((link, index) => {
    const request = file.imports[index];
    if (link.target.kind !== 'file' || request === undefined || request.kind === 'export') return;
    const { path } = link.target;
    for (const { name, decl, origin } of link.names) {
      const target = { to: origin?.file ?? path, name: origin?.name ?? name };
      if (target.to === file.path) continue;
      const use = file.decls[decl]?.use;
      const type =
        request.typeOnly ||
        request.kind === 'type' ||
        origin?.space === 'type' ||
        (use !== undefined && (use & VALUE_BITS) === 0);
      if (decl >= 0) byDecl.set(decl, { ...target, type });
      else byImport.set(index, { ...target, type });
    }
    if (link.names.length === 0 && path !== file.path)
      byImport.set(index, { to: path, name: '*', type: false });
  });
  const memberOf = ({ to }: ForeignName, name: string): ForeignName => {
    const origin = graph.originOf(to, name);
    return { to: origin.file, name: origin.name };
  };
  return { byDecl, byImport, memberOf };
}
