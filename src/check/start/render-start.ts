/** A configuration with one line per boundary, so that all of it is seen at once. */
import type { Config } from '../../config/config-schema.ts';

export function renderStart({ $schema, boundaries = {}, kernel }: Config): string {
  const entries = Object.entries(boundaries);
  const lines = entries.map(
    ([id, boundary], index) =>
      `    ${JSON.stringify(id)}: ${spaced(boundary)}${index < entries.length - 1 ? ',' : ''}`,
  );
  const inner = [
    `  "$schema": ${JSON.stringify($schema)}`,
    ...(lines.length > 0 ? [['  "boundaries": {', ...lines, '  }'].join('\n')] : []),
    ...(kernel ? [`  "kernel": ${spaced(kernel)}`] : []),
  ];
  return `{\n${inner.join(',\n')}\n}\n`;
}

/** JSON on one line, with the spaces a person would write. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${spaced(one)}`);
  return `{ ${inner.join(', ')} }`;
}
