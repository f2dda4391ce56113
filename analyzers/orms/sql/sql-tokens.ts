/** Splits SQL text (PostgreSQL, MySQL, SQLite, T-SQL names) into tokens; comments leave nothing. */

export interface SqlToken {
  /**
   * `word`: bare name or keyword; `quoted`: quoted name; `string`: literal; `hole`: a part that the
   * code puts in as a name or as text (`{}`, `??`, `:name:`, `%I`); `param`: a bound value.
   */
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'hole' | 'param' | 'punct';
  /** Words in lower case, quoted names without quotes, punctuation as it is. */
  readonly text: string;
  /** As written, names without quotes. */
  readonly raw: string;
  readonly at: number;
  readonly end: number;
}

type Kind = SqlToken['kind'];
/** A rule is tried only where its text may begin: at a character that the last pattern matches. */
type Rule = readonly [kind: Kind | 'skip', pattern: RegExp, first: RegExp];

// Order matters: the first rule that matches at a position wins.
const RULES: readonly Rule[] = [
  ['skip', /\s+/y, /\s/],
  ['skip', /--[^\n]*/y, /-/],
  ['quoted', /"[^"]*(?:""[^"]*)*"/y, /"/],
  ['quoted', /`[^`]*(?:``[^`]*)*`/y, /`/],
  ['string', /[nNxXbB]?'(?:[^'\\]|''|\\(?!')|\\'(?=\s*(?:[),;]|$)))*'/y, /[nNxXbB']/],
  ['string', /[nNxXbBeE]?'(?:[^'\\]|''|\\[\s\S])*'/y, /[nNxXbBeE']/],
  ['string', /\$([A-Za-z_]\w*|)\$[\s\S]*?\$\1\$/y, /\$/],
  ['hole', /\$\d+:(?:name|raw|alias|value)\b|\$\d+[~^]/y, /\$/],
  [
    'hole',
    /\$(?:\{\s*\w+\s*[:~^]\w*\s*\}|\(\s*\w+\s*[:~^]\w*\s*\)|<\s*\w+\s*[:~^]\w*\s*>|\/\s*\w+\s*[:~^]\w*\s*\/)/y,
    /\$/,
  ],
  ['param', /\$\d+|\$\{\s*\w+\s*\}|\$\(\s*\w+\s*\)|\$<\s*\w+\s*>|\$\/\s*\w+\s*\//y, /\$/],
  ['punct', /::|:=/y, /:/],
  ['hole', /\?\?|:[A-Za-z_]\w*:(?!:)|%I/y, /[?:%]/],
  ['param', /\?\d*|:[A-Za-z_]\w*|@@?[A-Za-z_]\w*|%[sL](?!\w)/y, /[?:@%]/],
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w{])|\.\d+/y, /[\d.]/],
  [
    'word',
    /(?:[A-Za-z_\u0080-\uffff]|\{\}|#(?=[A-Za-z]))(?:[\w$\u0080-\uffff]|\{\})*|\d+[A-Za-z_][\w$]*/y,
    /[\w{#]/,
  ],
  ['punct', /<>|<=|>=|!=|\|\||->>?|[^\s]/y, /\S/],
];
/** The rules again, in a form whose reading makes no garbage. */
const ALL_RULES = RULES.map(([kind, pattern, first]) => ({ kind, pattern, first }));
/** By character code. Trying all rules everywhere, or one pattern of all, is half of reading migrations. */
const ASCII_RULES = Array.from({ length: 128 }, (_, code) =>
  ALL_RULES.filter(({ first }) => first.test(String.fromCharCode(code))),
);
const BRACKETED = /\[([A-Za-z_][\w ]*)\]/y;
const LINE_COMMENT = /#[^\n]*/y;

export function tokenizeSql(text: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const end = isSpace(code) ? at + 1 : commentEnd(text, at, code);
    if (end > at) {
      at = end;
      continue;
    }
    const token = (code === BRACKET ? bracketed(text, at, tokens) : null) ?? nextToken(text, at);
    if (isToken(token)) tokens.push(token);
    at = token.end;
  }
  return tokens;
}

const BRACKET = 0x5b;
const SLASH = 0x2f;
const HASH = 0x23;

/** White space of ASCII, which half of all SQL is: told without a pattern and without a token. */
const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);

type Read = Omit<SqlToken, 'kind'> & { readonly kind: Kind | 'skip' };

const isToken = (read: Read): read is SqlToken => read.kind !== 'skip';

function nextToken(text: string, at: number): Read {
  const rules = ASCII_RULES[text.charCodeAt(at)] ?? ALL_RULES;
  for (let index = 0; index < rules.length; index += 1) {
    const { kind, pattern } = rules[index] as (typeof rules)[number];
    pattern.lastIndex = at;
    if (pattern.test(text)) return tokenOf(kind, text.slice(at, pattern.lastIndex), at);
  }
  return { kind: 'skip', text: '', raw: '', at, end: at + 1 };
}

function tokenOf(kind: Kind | 'skip', written: string, at: number): Read {
  const end = at + written.length;
  if (kind === 'quoted') {
    const raw = written.slice(1, -1);
    return raw === '{}'
      ? { kind: 'hole', text: raw, raw, at, end }
      : { kind, text: raw, raw, at, end };
  }
  if (kind === 'word' && written === '{}')
    return { kind: 'hole', text: written, raw: written, at, end };
  return { kind, text: kind === 'word' ? written.toLowerCase() : written, raw: written, at, end };
}

/** End of a block comment (they nest in PostgreSQL) or of a MySQL `#` comment; `at` when there is none. */
function commentEnd(text: string, at: number, code: number): number {
  if (code === SLASH && text.startsWith('/*', at)) {
    let depth = 0;
    for (let i = at; i < text.length - 1; i += 1) {
      if (text.startsWith('/*', i)) depth += 1;
      else if (text.startsWith('*/', i)) depth -= 1;
      else continue;
      i += 1;
      if (depth === 0) return i + 1;
    }
    return text.length;
  }
  if (code !== HASH) return at;
  // `#>` and `#-` are PostgreSQL operators, `#name` a temporary table: only `# text` at the start of a line is a comment.
  const lineStart = text.lastIndexOf('\n', at) + 1;
  if (text.slice(lineStart, at).trim() !== '' || !/\s/.test(text[at + 1] ?? '')) return at;
  LINE_COMMENT.lastIndex = at;
  return at + (LINE_COMMENT.exec(text)?.[0].length ?? 1);
}

/** `[name]` of T-SQL; after a value the bracket is a subscript. */
function bracketed(text: string, at: number, before: readonly SqlToken[]): Read | null {
  const previous = before.at(-1);
  const keyword =
    previous?.kind === 'word' &&
    /^(?:from|join|into|update|table|select|by|and|or|on|where|set)$/.test(previous.text);
  const open = previous?.kind === 'punct' && /^[.,(=]$/.test(previous.text);
  if (previous && !keyword && !open) return null;
  BRACKETED.lastIndex = at;
  const match = BRACKETED.exec(text);
  if (!match?.[1]) return null;
  return { kind: 'quoted', text: match[1], raw: match[1], at, end: at + match[0].length };
}
