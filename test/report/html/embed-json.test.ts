import { expect, test } from 'vitest';

import { embedJson } from '../../../src/report/html/embed-json.ts';

test.each([
  ['an end tag', '</script><script>alert(1)</script>'],
  ['a comment that swallows the end tag', '<!--<script>'],
  ['line ends that JSON allows and old scripts do not', 'a\u2028b\u2029c'],
  ['half a surrogate pair', 'a\ud800b'],
  ['a null and a backslash', '\0\\u003c'],
])('%s comes through and does not end the element', (_, text) => {
  const json = embedJson({ [text]: [text] });
  expect(json).not.toMatch(/[<\u2028\u2029]/);
  expect(JSON.parse(json)).toEqual({ [text]: [text] });
});
