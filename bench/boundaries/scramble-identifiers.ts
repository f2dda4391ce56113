import type { BoundaryEvidence } from '../../analyzers/boundaries/evidence.ts';
import { opaqueName } from './opaque-name.ts';

/** Names the language gives, not the author. */
const LANGUAGE = new Set(['*', 'default', 'constructor', '=']);

/**
 * Tier S: every identifier replaced as a whole by an opaque word. Who mentions the same identifier is
 * still seen, that `InvoiceService` and `InvoiceController` have a word in common is not.
 */
export function scrambleIdentifiers(evidence: BoundaryEvidence): BoundaryEvidence {
  return {
    ...evidence,
    files: evidence.files.map((file) => ({
      ...file,
      names: file.names.map(scramble),
      members: file.members.map(scramble),
      // Sorted as the original is, by the words themselves.
      vocabulary: file.vocabulary.map(scramble).sort(),
    })),
    uses: evidence.uses.map((use) => ({
      ...use,
      symbols: use.symbols.map(scramble).sort(),
      types: use.types.map(scramble).sort(),
      tokens: use.tokens.map(scramble).sort(),
    })),
    tables: evidence.tables.map(({ name, entity, ...table }) => ({
      ...table,
      name: scramble(name),
      entity: entity === null ? null : scramble(entity),
    })),
    accesses: evidence.accesses.map((one) => ({ ...one, symbol: scrambleSymbol(one.symbol) })),
    routes: evidence.routes.map((route) => ({ ...route, path: scrambleRoute(route.path) })),
    parts: evidence.parts.map((part) => ({ ...part, name: scrambleSymbol(part.name) })),
    events: evidence.events
      .map((event) => ({ ...event, name: scramble(event.name) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function scramble(name: string): string {
  return LANGUAGE.has(name) || name === '' ? name : opaqueName(name);
}

/** `OrderService.place`: class and member are identifiers of their own. */
function scrambleSymbol(symbol: string): string {
  return symbol.split('.').map(scramble).join('.');
}

/** Segment by segment; parameters stay parameters. */
function scrambleRoute(path: string): string {
  return path
    .split('/')
    .map((segment) =>
      segment.startsWith(':') ? `:${scramble(segment.slice(1))}` : scramble(segment),
    )
    .join('/');
}
