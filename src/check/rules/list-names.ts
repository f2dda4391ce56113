/** The first of some names, and how many more there are: `a, b and 3 more`. */
export function listNames(names: readonly string[], shown: number): string {
  const more = names.length - shown;
  return more > 0 ? `${names.slice(0, shown).join(', ')} and ${more} more` : names.join(', ');
}
