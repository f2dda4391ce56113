/** `OrganizationTeamsService` → organization, team, service: lower case, singular, no numbers. */
export function splitWords(name: string): readonly string[] {
  const parts = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
  return parts.map((part) => toSingular(part.toLowerCase())).filter((word) => word.length > 1);
}

/** Good enough to make `policies` and `policy` one word; what it does not know stays as it is. */
function toSingular(word: string): string {
  if (word.length <= 3) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (/(?:xes|sses|ches|shes)$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
