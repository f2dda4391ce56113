/** Reads the pictures as strictly as the programs that draw them; throws at the first line they would not take. */
export interface GraphSize {
  readonly nodes: number;
  readonly edges: number;
  /** Ends of edges that are no node. */
  readonly dangling: readonly string[];
}

const MERMAID_NODE = /^ {2}(?!legend)(?<id>\w+)\["(?<label>[^"[\]{}|`]*)"\]$/;
const MERMAID_EDGE = /^ {2}(?<from>\w+) (?:-->|-\.->)\|[\w ,]+\| (?<to>\w+)$/;

export function checkMermaid(text: string): GraphSize {
  const [head, ...lines] = text.trimEnd().split('\n');
  if (head !== 'flowchart LR') throw new Error(`not a flowchart: ${head}`);
  return measure(lines, {
    node: MERMAID_NODE,
    edge: MERMAID_EDGE,
    other:
      /^ {2}(?:legend\["[^"[\]{}|`]*"\]|style legend [\w:,-]+|linkStyle \d+(?:,\d+)* [\w:#,-]+)$/,
    label: (label) => {
      const bare = label.replaceAll('<br/>', '').replaceAll(/#(?:\d+|quot);/g, '');
      if (/[<>&"#;]/.test(bare)) throw new Error(`unescaped label: ${label}`);
    },
  });
}

const QUOTED = String.raw`"(?:[^"\\]|\\[^\n])*"`;

export function checkDot(text: string): GraphSize {
  const lines = text.trimEnd().split('\n');
  if (!/^digraph (?:modules|boundaries) \{$/.test(lines[0] ?? '') || lines.at(-1) !== '}')
    throw new Error('not a digraph');
  return measure(lines.slice(1, -1), {
    node: new RegExp(`^ {2}(?<id>${QUOTED}) \\[label=(?<label>${QUOTED})\\];$`),
    edge: new RegExp(
      `^ {2}(?<from>${QUOTED}) -> (?<to>${QUOTED}) \\[label="[\\w ,]+"(?:, color="#\\w+", penwidth=2\\.5|, style=dashed)?\\];$`,
    ),
    other: new RegExp(
      `^ {2}(?:rankdir=LR;|node \\[.*\\];|// .*|label=${QUOTED};|labelloc=b;|labeljust=l;)$`,
    ),
    label: () => undefined,
  });
}

interface Grammar {
  readonly node: RegExp;
  readonly edge: RegExp;
  readonly other: RegExp;
  readonly label: (label: string) => void;
}

function measure(lines: readonly string[], grammar: Grammar): GraphSize {
  const nodes = new Set<string>();
  const ends: string[] = [];
  for (const line of lines) {
    const node = grammar.node.exec(line)?.groups;
    const edge = grammar.edge.exec(line)?.groups;
    if (node) {
      grammar.label(node['label'] ?? '');
      nodes.add(node['id'] ?? '');
    } else if (edge) ends.push(edge['from'] ?? '', edge['to'] ?? '');
    else if (!grammar.other.test(line)) throw new Error(`not understood: ${line}`);
  }
  return {
    nodes: nodes.size,
    edges: ends.length / 2,
    dangling: ends.filter((end) => !nodes.has(end)),
  };
}
