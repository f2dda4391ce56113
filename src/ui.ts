/** The conversation on stderr; the only door to clack. */
import { spinner } from '@clack/prompts';

import type { Progress } from '../analyzers/index.ts';

export interface Ui {
  readonly progress: (progress: Progress) => void;
  readonly note: (text: string) => void;
  /** Ends what is still turning; call once before the result is written. */
  readonly finish: () => void;
}

const STAGES: Readonly<Record<Progress['stage'], string>> = {
  discover: 'finding files',
  scan: 'reading files',
  link: 'linking imports',
  facts: 'collecting facts',
  model: 'building the model',
  history: 'reading git history',
  'second-opinion': 'waiting for the second opinion (dependency-cruiser)',
};

export interface UiOptions {
  readonly stderr: NodeJS.WriteStream;
  /** Nothing but errors. */
  readonly quiet: boolean;
}

/** A spinner on a terminal, one line per stage elsewhere. */
export function createUi({ stderr, quiet }: UiOptions): Ui {
  if (quiet) return { progress: () => undefined, note: () => undefined, finish: () => undefined };
  return stderr.isTTY ? spinningUi(stderr) : plainUi(stderr);
}

function spinningUi(stderr: NodeJS.WriteStream): Ui {
  const turning = spinner({ output: stderr });
  let running = false;
  return {
    progress: ({ stage, done, total }) => {
      const text = total > 1 && done > 0 ? `${STAGES[stage]} ${done}/${total}` : STAGES[stage];
      if (running) turning.message(text);
      else turning.start(text);
      running = true;
    },
    note: (text) => stderr.write(`${text}\n`),
    finish: () => {
      if (running) turning.clear();
      running = false;
    },
  };
}

function plainUi(stderr: NodeJS.WriteStream): Ui {
  let last: Progress['stage'] | null = null;
  return {
    progress: ({ stage }) => {
      if (stage !== last) stderr.write(`saasctl: ${STAGES[stage]}\n`);
      last = stage;
    },
    note: (text) => stderr.write(`${text}\n`),
    finish: () => undefined,
  };
}
