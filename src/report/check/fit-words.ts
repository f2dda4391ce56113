/** Text broken between words, never inside one, and ended where there is no more room. */

interface Room {
  readonly width: number;
  readonly lines: number;
}

/** Stands for a space at which no line may end; printable text has none. */
const TIE = '\u0000';

/** Paths with spaces in them are one word. */
export function splitWords(text: string, paths: readonly string[]): readonly string[] {
  const tied = paths
    .filter((path) => path.includes(' '))
    .reduce((all, path) => all.replaceAll(path, path.replaceAll(' ', TIE)), text);
  return tied.split(' ').filter((word) => word !== '');
}

/** The words and `tail`, which is never left out: what does not fit before it becomes `…`. */
export function fitWords(
  words: readonly string[],
  tail: string | null,
  { width, lines }: Room,
): readonly string[] {
  const end = tail === null ? [] : [tail];
  const whole = layOut([...words, ...end], width);
  if (whole.length <= lines) return whole.map(untie);
  // More words than columns never fit.
  let count = Math.min(words.length - 1, width * lines);
  while (count > 1 && layOut([...words.slice(0, count), '…', ...end], width).length > lines)
    count--;
  const short = layOut([...words.slice(0, count), '…', ...end], width);
  // A word that is wider than the screen is left to the terminal, the number of lines is not.
  return [...short.slice(0, lines - 1), short.slice(lines - 1).join(' ')].map(untie);
}

function layOut(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

const untie = (line: string): string => line.replaceAll(TIE, ' ');
