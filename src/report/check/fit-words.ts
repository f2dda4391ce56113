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

/** As many words as there is room for; `…` stands for the others. */
export function fitWords(words: readonly string[], { width, lines }: Room): readonly string[] {
  const whole = layOut(words, width);
  if (whole.length <= lines) return whole.map(untie);
  // More words than columns never fit.
  let count = Math.min(words.length - 1, width * lines);
  while (count > 1 && layOut([...words.slice(0, count), '…'], width).length > lines) count--;
  const short = layOut([...words.slice(0, count), '…'], width);
  // A word that is wider than the screen is left to the terminal, the number of lines is not.
  return joinRest(short, lines).map(untie);
}

export const layOut = (words: readonly string[], width: number): readonly string[] => {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
};

const joinRest = (lines: readonly string[], most: number): readonly string[] =>
  lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')];

/** Two colons at the start of a line would be a command to a CI runner that reads along. */
const untie = (line: string): string => line.replaceAll(TIE, ' ').replace(/^::/, ': :');
