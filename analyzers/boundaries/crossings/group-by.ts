/** Lists by key. */

/** Indices of the items by key. */
export function groupBy<T, K>(
  items: readonly T[],
  keyOf: (item: T) => K,
): ReadonlyMap<K, readonly number[]> {
  const groups = new Map<K, number[]>();
  items.forEach((item, index) => pushTo(groups, keyOf(item), index));
  return groups;
}

export function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
