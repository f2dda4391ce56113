import type { Choice, Dialog } from '../../src/ui/dialog.ts';

/** An answer: of a list by its label or a part of it, typed, or null for going back. */
export type Answer = string | readonly string[] | null;

export interface ScriptedDialog extends Dialog {
  /** Everything that was said, in order. */
  readonly said: readonly string[];
  /** Answers that nobody asked for. */
  readonly left: () => number;
}

/** Answers questions from a list; a question too many or an answer that is not offered fails. */
export function scriptedDialog(answers: readonly Answer[]): ScriptedDialog {
  const said: string[] = [];
  let next = 0;
  const answer = (question: string): Answer => {
    said.push(`? ${question}`);
    if (next >= answers.length) throw new Error(`nobody answers "${question}"`);
    next += 1;
    return answers[next - 1] ?? null;
  };
  const pick = (choices: readonly Choice[], wish: string): string => {
    const found =
      choices.find((one) => one.value === wish) ?? choices.find((one) => one.label.includes(wish));
    if (found === undefined) throw new Error(`"${wish}" is not offered`);
    return found.value;
  };
  const one = async (question: string, choices: readonly Choice[]): Promise<string | null> => {
    const wish = answer(question);
    said.push(...choices.map(({ label, hint }) => `- ${label}: ${hint ?? ''}`));
    return wish === null ? null : pick(choices, String(wish));
  };
  return {
    said,
    left: () => answers.length - next,
    begin: (title) => said.push(`begin ${title}`),
    show: (title, text) => said.push(`${title}\n${text}`),
    fail: (text) => said.push(`! ${text}`),
    end: (text) => said.push(`end ${text}`),
    choose: one,
    search: one,
    searchMany: async (question, choices) => {
      const wish = answer(question);
      return wish === null ? null : [wish].flat().map((each) => pick(choices, each));
    },
    ask: async (question, initial, refuse) => {
      const typed = answer(question);
      if (typed === null) return null;
      const text = typed === '' ? initial : String(typed);
      const reason = refuse(text);
      if (reason !== undefined) throw new Error(`refused "${text}": ${reason}`);
      return text;
    },
  };
}
