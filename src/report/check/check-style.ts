import { styleText } from 'node:util';

import { styleFor } from '../text-style.ts';
import type { Style } from '../text-style.ts';

export interface CheckStyle extends Style {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly good: (text: string) => string;
}

/** What a check adds to the colors of all texts: how bad it is. */
export function checkStyle(color: boolean): CheckStyle {
  const styled =
    (format: 'red' | 'yellow' | 'green') =>
    (text: string): string =>
      color ? styleText(format, text, { validateStream: false }) : text;
  return {
    ...styleFor(color),
    error: styled('red'),
    warning: styled('yellow'),
    good: styled('green'),
  };
}
