/** What the walk of a file has gathered, as plain lists. */
import type { FileIr } from '../scan/ir.ts';
import type { CallOutline, FileParts, PartKind, PartOutline } from './outline-parts.ts';
import type { FileImports, ForeignName } from './part-imports.ts';

export interface PartDraft {
  readonly name: string;
  readonly kind: PartKind;
  readonly line: number;
  readonly end: number;
  silent: boolean;
  refuses: boolean;
  readonly own: Set<string>;
  readonly uses: Set<number>;
}

/** A call of one part, counted. */
export interface CallDraft extends Omit<CallOutline, 'part' | 'times'> {
  readonly part: string;
  times: number;
}

export interface DraftedParts {
  readonly file: FileIr;
  readonly imports: FileImports;
  readonly parts: Map<string, PartDraft>;
  readonly foreign: Map<string, { readonly index: number; readonly name: ForeignName }>;
  readonly calls: Map<string, CallDraft>;
  readonly heirs: FileParts['heirs'][number][];
  readonly instances: FileParts['instances'][number][];
}

export function listParts(drafted: DraftedParts): FileParts {
  const { heirs, instances } = drafted;
  const derived = new Set(heirs.map((one) => one.cls));
  const parts = sortParts(drafted).map((draft): PartOutline => ({
    name: draft.name,
    kind: draft.kind,
    line: draft.line,
    end: draft.end,
    silent: draft.silent,
    refuses: draft.refuses,
    own: [...draft.own].filter((name) => name !== draft.name && isPart(drafted, derived, name)),
    uses: [...draft.uses],
  }));
  const indexOf = new Map(parts.map((part, index) => [part.name, index]));
  return {
    path: drafted.file.path,
    foreign: [...drafted.foreign.values()].map((one) => one.name),
    types: typesOnly(drafted.imports),
    parts,
    calls: [...drafted.calls.values()].map((call) => ({
      ...call,
      part: indexOf.get(call.part) ?? 0,
    })),
    heirs,
    instances,
  };
}

/** The statements of the module are around everything else. */
function sortParts({ parts }: DraftedParts): readonly PartDraft[] {
  const rank = ({ kind }: PartDraft): number => (kind === 'module' ? 0 : 1);
  return [...parts.values()].sort((a, b) => rank(a) - rank(b) || a.line - b.line);
}

function typesOnly({ byDecl, byImport }: FileImports): readonly ForeignName[] {
  const names = new Map<string, ForeignName & { readonly type: boolean }>();
  for (const one of [...byDecl.values(), ...byImport.values()]) {
    const key = `${one.to}\0${one.name}`;
    const known = names.get(key);
    names.set(key, known && !known.type ? known : one);
  }
  return [...names.values()].flatMap(({ to, name, type }) => (type ? [{ to, name }] : []));
}

/** A mention of something that is no part (`this.field`) leads nowhere, unless it may be inherited. */
function isPart({ parts }: DraftedParts, heirs: ReadonlySet<string>, name: string): boolean {
  return parts.has(name) || heirs.has(name.slice(0, name.indexOf('.')));
}
