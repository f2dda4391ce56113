/** Questions to a person on a terminal; stdout stays free for results. */
import type { Readable, Writable } from 'node:stream';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** An answer of null means that the person went back (Escape or Ctrl-C). */
export interface Dialog {
  readonly begin: (title: string) => void;
  readonly show: (title: string, text: string) => void;
  readonly fail: (text: string) => void;
  readonly end: (text: string) => void;
  readonly choose: (question: string, choices: readonly Choice[]) => Promise<string | null>;
  /** For long lists: typing narrows them. */
  readonly search: (question: string, choices: readonly Choice[]) => Promise<string | null>;
  readonly searchMany: (
    question: string,
    choices: readonly Choice[],
  ) => Promise<readonly string[] | null>;
  /** @param refuse why an answer cannot be taken; undefined when it can */
  readonly ask: (
    question: string,
    initial: string,
    refuse: (answer: string) => string | undefined,
  ) => Promise<string | null>;
}

export interface DialogStreams {
  readonly input: Readable;
  readonly output: Writable;
}

/** Rows of a long list that are seen at once. */
const ROWS = 12;

export async function createDialog(streams: DialogStreams): Promise<Dialog> {
  // Only a conversation pays for loading it.
  const clack = await import('@clack/prompts');
  const answered = <T>(answer: T): Exclude<T, symbol> | null =>
    clack.isCancel(answer) ? null : (answer as Exclude<T, symbol>);
  const mutable = (choices: readonly Choice[]): Choice[] => [...choices];
  return {
    begin: (title) => clack.intro(title, streams),
    show: (title, text) => clack.note(text, title, { ...streams, format: (line) => line }),
    fail: (text) => clack.log.error(text, streams),
    end: (text) => clack.outro(text, streams),
    choose: async (message, choices) =>
      answered(await clack.select({ message, options: mutable(choices), ...streams })),
    search: async (message, choices) =>
      answered(
        await clack.autocomplete({
          message,
          options: mutable(choices),
          maxItems: ROWS,
          ...streams,
        }),
      ),
    searchMany: async (message, choices) =>
      answered(
        await clack.autocompleteMultiselect({
          message,
          options: mutable(choices),
          maxItems: ROWS,
          ...streams,
        }),
      ),
    ask: async (message, initialValue, refuse) =>
      answered(
        await clack.text({
          message,
          initialValue,
          validate: (answer) => refuse(answer ?? ''),
          ...streams,
        }),
      ),
  };
}
