/** A JSON array with one element per line. */
export const jsonLines = (items: readonly unknown[]): string =>
  items.length === 0 ? '[]' : `[\n${items.map((one) => JSON.stringify(one)).join(',\n')}\n]`;
