/** `1 route`, `3 routes`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${group(number)} ${number === 1 ? noun : plural}`;
}

/** `12,345`: thousands by comma, the same everywhere. */
export function group(number: number): string {
  return String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** `a, b and c`; from `most` on only how many more. */
export function list(items: readonly string[], most = 4): string {
  if (items.length > most)
    return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
