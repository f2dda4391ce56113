/** A page of docs/rules taken apart: its sections, and the files of its examples. */

export interface Part {
  readonly title: string;
  readonly text: string;
  /** Blocks with `title=<path>`; the last one of a path counts. */
  readonly files: Readonly<Record<string, string>>;
}

export interface Section extends Part {
  /** What stands below `###` headings. */
  readonly parts: readonly Part[];
}

export interface Page {
  readonly title: string;
  /** Between title and first section. */
  readonly lead: string;
  readonly sections: readonly Section[];
}

const FILE = /^```\w+ title=(?<path>\S+)\n(?<text>[^]*?)^```$/gm;

export function readPage(text: string): Page {
  const [head = '', ...rest] = text.split(/^## /m);
  const [title = '', ...lead] = head.split('\n');
  return {
    title: title.replace(/^# /, ''),
    lead: lead.join('\n').trim(),
    sections: rest.map((one) => ({
      ...toPart(one),
      parts: one.split(/^### /m).slice(1).map(toPart),
    })),
  };
}

function toPart(text: string): Part {
  const [title = '', ...lines] = text.split('\n');
  const body = lines.join('\n').trim();
  const files = [...body.matchAll(FILE)].flatMap(({ groups }) =>
    groups?.['path'] === undefined || groups['path'] === 'output'
      ? []
      : [[groups['path'], groups['text'] ?? ''] as const],
  );
  return { title, text: body, files: Object.fromEntries(files) };
}
