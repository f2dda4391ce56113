/** Replacements of parts of a text. */

/** `end` is exclusive; nothing is replaced where `start` equals `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** @param spans of the same text, without overlaps; several at one place keep their order */
export function applySpans(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    parts.push(text.slice(done, span.start), span.text);
    done = span.end;
  }
  return parts.join('') + text.slice(done);
}
