/** What DDL statements change. */
import { readName } from './scan-state.ts';
import type { StatementScan } from './scan-state.ts';

export interface DdlName {
  readonly schema: string | null;
  readonly name: string;
  readonly offset: number;
}

export interface DdlColumn {
  readonly name: string;
  readonly type: string | null;
  readonly offset: number;
}

export type DdlChange =
  | { readonly kind: 'create-table'; readonly table: DdlName }
  | { readonly kind: 'drop-table'; readonly table: DdlName }
  | { readonly kind: 'rename-table'; readonly table: DdlName; readonly to: string }
  | { readonly kind: 'add-column'; readonly table: DdlName; readonly column: DdlColumn }
  | { readonly kind: 'drop-column'; readonly table: DdlName; readonly column: string }
  | {
      readonly kind: 'rename-column';
      readonly table: DdlName;
      readonly column: string;
      readonly to: string;
    }
  | { readonly kind: 'add-index'; readonly table: DdlName; readonly columns: readonly string[] }
  | {
      readonly kind: 'add-key';
      readonly table: DdlName;
      readonly columns: readonly string[];
      readonly to: DdlName;
      readonly onDelete: string | null;
    };

/** A table's name; null when it is a hole or no name. */
export function readDdlName(scan: StatementScan): DdlName | null {
  const found = readName(scan);
  if (!found || found.name === null) return null;
  return { schema: found.schema, name: found.name, offset: found.offset };
}
