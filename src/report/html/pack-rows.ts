/** Rows turned into columns of numbers, with every text stored once: a third of the size of plain JSON. */

export type PackedColumn =
  | readonly ['number', readonly (number | null)[]]
  | readonly ['flag', readonly (0 | 1)[]]
  /** Indices of the table of texts; null stays null. */
  | readonly ['text', readonly (number | null)[]]
  | readonly ['texts', readonly (readonly number[])[]]
  | readonly ['numbers', readonly (readonly number[])[]];

export interface Packed<Row> {
  readonly count: number;
  readonly columns: { readonly [column in keyof Row]: PackedColumn };
}

type Cell = string | number | boolean | null | readonly string[] | readonly number[];

/** Gives each text its place in the one table of texts. */
export interface TextTable {
  readonly texts: readonly string[];
  readonly indexOf: (text: string) => number;
}

export function createTextTable(): TextTable {
  const texts: string[] = [];
  const places = new Map<string, number>();
  return {
    texts,
    indexOf: (text) => {
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, texts.length);
      return texts.push(text) - 1;
    },
  };
}

/** Every row must have the columns of the first one, with the same type of value or null. */
export function packRows<Row extends { readonly [column in keyof Row]: Cell }>(
  rows: readonly Row[],
  table: TextTable,
): Packed<Row> {
  const names = Object.keys(rows[0] ?? {}) as (keyof Row)[];
  const columns = names.map((name) => [
    name,
    packColumn(
      rows.map((row) => row[name]),
      table,
    ),
  ]);
  return {
    count: rows.length,
    columns: Object.fromEntries(columns) as Packed<Row>['columns'],
  };
}

function packColumn(cells: readonly Cell[], table: TextTable): PackedColumn {
  const sample = cells.find((cell) => cell !== null && !(Array.isArray(cell) && cell.length === 0));
  if (typeof sample === 'string')
    return ['text', cells.map((cell) => (cell === null ? null : table.indexOf(cell as string)))];
  if (typeof sample === 'boolean') return ['flag', cells.map((cell) => (cell ? 1 : 0))];
  if (Array.isArray(sample) && typeof sample[0] === 'string')
    return [
      'texts',
      (cells as readonly (readonly string[])[]).map((list) => list.map(table.indexOf)),
    ];
  if (Array.isArray(sample) || cells.some(Array.isArray))
    return ['numbers', cells as readonly (readonly number[])[]];
  return ['number', cells as readonly (number | null)[]];
}
