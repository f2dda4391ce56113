/** Objection's relation expressions: `[children.[pets, movies(recent) as films], parent.^3]`. */

export interface RelationNode {
  readonly name: string;
  /** Offset of the name in the text. */
  readonly offset: number;
  readonly children: readonly RelationNode[];
}

export function parseRelations(text: string): readonly RelationNode[] {
  const reader = { text, at: 0 };
  return readLevel(reader);
}

interface Reader {
  readonly text: string;
  at: number;
}

function readLevel(reader: Reader): readonly RelationNode[] {
  skipBlank(reader);
  if (reader.text[reader.at] !== '[') return readNode(reader);
  reader.at += 1;
  const nodes: RelationNode[] = [];
  for (;;) {
    skipBlank(reader);
    const next = reader.text[reader.at];
    if (next === undefined || next === ']') break;
    if (next === ',') reader.at += 1;
    else {
      const before = reader.at;
      nodes.push(...readNode(reader));
      // Nothing that can be read: leave rather than turn in circles.
      if (reader.at === before) break;
    }
  }
  reader.at += 1;
  return nodes;
}

function readNode(reader: Reader): readonly RelationNode[] {
  const match = match1(reader, /[\w$*-]+/y);
  if (!match) return [];
  const offset = reader.at - match.length;
  match1(reader, /\s*\([^)]*\)/y);
  match1(reader, /\s+as\s+[\w$]+/y);
  match1(reader, /\.?\^\d*/y);
  const children = match1(reader, /\s*\.\s*/y) ? readLevel(reader) : [];
  return [{ name: match, offset, children }];
}

function match1(reader: Reader, pattern: RegExp): string | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0] ?? null;
  if (found !== null) reader.at += found.length;
  return found;
}

const skipBlank = (reader: Reader): void => void match1(reader, /\s+/y);
