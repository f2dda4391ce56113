/** The conversation on stderr; the only door to clack. */
import type { Progress } from '../analyzers/index.ts';

export interface Ui {
  readonly progress: (progress: Progress) => void;
  readonly note: (text: string) => void;
  /** Said even when quiet. */
  readonly warn: (text: string) => void;
  /** Ends what is still turning, or the process would not end; call before the result is written and after a failure. */
  readonly finish: () => void;
}

const STAGES: Readonly<Record<Progress['stage'], string>> = {
  discover: 'finding files',
  scan: 'reading files',
  link: 'linking imports',
  facts: 'collecting facts',
  model: 'building the model',
  history: 'reading git history',
  boundaries: 'looking for boundaries',
  'second-opinion': 'waiting for the second opinion (dependency-cruiser)',
};

export interface UiOptions {
  readonly stderr: NodeJS.WriteStream;
  /** Nothing but errors. */
  readonly quiet: boolean;
}

/** A spinner on a terminal, one line per stage elsewhere. */
export async function createUi({ stderr, quiet }: UiOptions): Promise<Ui> {
  if (quiet) return quietUi(stderr);
  return stderr.isTTY ? spinningUi(stderr) : plainUi(stderr);
}

function quietUi(stderr: NodeJS.WriteStream): Ui {
  const nothing = (): void => undefined;
  return {
    progress: nothing,
    note: nothing,
    warn: (text) => stderr.write(`${text}\n`),
    finish: nothing,
  };
}

async function spinningUi(stderr: NodeJS.WriteStream): Promise<Ui> {
  // Only a terminal pays for loading it.
  const { spinner } = await import('@clack/prompts');
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
    warn: (text) => stderr.write(`${text}\n`),
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
    warn: (text) => stderr.write(`${text}\n`),
    finish: () => undefined,
  };
}
