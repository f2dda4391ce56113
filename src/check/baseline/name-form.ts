const FORM = /^(\*|default) of ./;

/**
 * Whether a symbol has no name that its author gave it, but is called after the file it is in:
 * everything of a file (`* of index.ts`) or its default export (`default of billing.ts`).
 * @returns what it is of the file, or null
 */
export const namedAfterFile = (symbol: string): string | null => FORM.exec(symbol)?.[1] ?? null;
