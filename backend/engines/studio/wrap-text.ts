import { type Lettering, measureText } from './text-paths.ts';

/** Lines of a text set in one size. */
export interface SetText {
  readonly lettering: Lettering;
  readonly lines: readonly string[];
  /** Pixels from one baseline to the next. */
  readonly leading: number;
}

/** Breaks at blanks; a word wider than a line is broken inside. */
export function wrapText(text: string, lettering: Lettering, maxWidth: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((part) => breakWord(part, lettering, maxWidth))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measureText(longer, lettering) > maxWidth) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}

function breakWord(word: string, lettering: Lettering, maxWidth: number): readonly string[] {
  if (measureText(word, lettering) <= maxWidth) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part !== '' && measureText(part + character, lettering) > maxWidth) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return part === '' ? parts : [...parts, part];
}

export interface Frame {
  readonly maxWidth: number;
  readonly maxHeight: number;
  readonly largest: number;
  readonly smallest: number;
  /** Leading as a multiple of the size. */
  readonly spacing: number;
}

/**
 * The largest setting of a text that fits its frame without breaking a word; at the smallest size what does not fit
 * ends in an ellipsis.
 */
export function fitText(text: string, style: Omit<Lettering, 'size'>, frame: Frame): SetText {
  const longestWord = text.split(' ').reduce((longest, word) => (word.length > longest.length ? word : longest), '');
  for (let size = frame.largest; size > frame.smallest; size *= 0.94) {
    const lettering = { ...style, size };
    if (measureText(longestWord, lettering) > frame.maxWidth) continue;
    const lines = wrapText(text, lettering, frame.maxWidth);
    if (lines.length * size * frame.spacing <= frame.maxHeight)
      return { lettering, lines, leading: size * frame.spacing };
  }
  const lettering = { ...style, size: frame.smallest };
  const leading = frame.smallest * frame.spacing;
  const room = Math.max(1, Math.floor(frame.maxHeight / leading));
  const lines = wrapText(text.slice(0, 4000), lettering, frame.maxWidth);
  return {
    lettering,
    leading,
    lines: lines.length <= room ? lines : shorten(lines.slice(0, room), lettering, frame.maxWidth),
  };
}

function shorten(lines: readonly string[], lettering: Lettering, maxWidth: number): readonly string[] {
  let last = `${lines[lines.length - 1] ?? ''}…`;
  while (last.length > 1 && measureText(last, lettering) > maxWidth) last = `${last.slice(0, -2).trimEnd()}…`;
  return [...lines.slice(0, -1), last];
}
