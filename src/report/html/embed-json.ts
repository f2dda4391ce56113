const ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/**
 * JSON that may stand between `<script>` tags: a file name such as `</script>` or `<!--` must not end
 * the element, and old parsers take U+2028 and U+2029 for line ends.
 */
export function embedJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[<\u2028\u2029]/g, (mark) => ESCAPES[mark] ?? mark);
}
