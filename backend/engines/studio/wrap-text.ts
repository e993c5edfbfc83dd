import { type Lettering, measureText } from './text-paths.ts';

/** Lines of a text set in one size. */
export interface SetText {
  readonly lettering: Lettering;
  readonly lines: readonly string[];
  /** Pixels from one baseline to the next. */
  readonly leading: number;
}

export interface Frame {
  /** Pixels. */
  readonly maxWidth: number;
  readonly maxHeight: number;
  /** Sizes to try, pixels. */
  readonly largest: number;
  readonly smallest: number;
  /** Leading as a multiple of the size. */
  readonly spacing: number;
}

/** No frame of ours has room for more at a size that can be read. */
const MOST_CHARACTERS = 1200;

type Style = Omit<Lettering, 'size'>;

/** A word with its width at size 1: widths grow with the size, so each word is measured once. */
interface Word {
  readonly text: string;
  readonly width: number;
}

/**
 * The largest setting of a text that fits its frame without breaking a word; at the smallest size words wider than the
 * frame are broken, and what does not fit ends in an ellipsis.
 */
export function fitText(text: string, style: Style, frame: Frame): SetText {
  const cut = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS).trimEnd()}…` : text;
  const words = cut.split(' ').map((word) => measured(word, style));
  const blank = measured(' ', style).width;
  const widest = words.reduce((most, { width }) => Math.max(most, width), 0);
  for (let size = frame.largest; size > frame.smallest; size *= 0.94) {
    if (widest * size > frame.maxWidth) continue;
    const lines = wrap(words, blank, frame.maxWidth / size);
    if (lines.length * size * frame.spacing <= frame.maxHeight) {
      return { lettering: { ...style, size }, lines, leading: size * frame.spacing };
    }
  }
  const size = frame.smallest;
  const leading = size * frame.spacing;
  const room = Math.max(1, Math.floor(frame.maxHeight / leading));
  const wide = frame.maxWidth / size;
  const lines = wrap(
    words.flatMap((word) => breakWord(word, style, wide)),
    blank,
    wide,
  );
  const kept = lines.length <= room ? lines : shorten(lines.slice(0, room), style, wide);
  return { lettering: { ...style, size }, lines: kept, leading };
}

const measured = (text: string, style: Style): Word => ({ text, width: measureText(text, { ...style, size: 1 }) });

function wrap(words: readonly Word[], blank: number, maxWidth: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let filled = 0;
  for (const { text, width } of words) {
    if (line !== '' && filled + blank + width > maxWidth) {
      lines.push(line);
      line = text;
      filled = width;
    } else {
      filled += line === '' ? width : blank + width;
      line = line === '' ? text : `${line} ${text}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}

function breakWord(word: Word, style: Style, maxWidth: number): readonly Word[] {
  if (word.width <= maxWidth) return [word];
  const parts: Word[] = [];
  let part = measured('', style);
  for (const character of word.text) {
    const longer = measured(part.text + character, style);
    if (part.text !== '' && longer.width > maxWidth) {
      parts.push(part);
      part = measured(character, style);
    } else {
      part = longer;
    }
  }
  return [...parts, part];
}

function shorten(lines: readonly string[], style: Style, maxWidth: number): readonly string[] {
  let last = `${lines[lines.length - 1] ?? ''}…`;
  while (last.length > 1 && measured(last, style).width > maxWidth) last = `${last.slice(0, -2).trimEnd()}…`;
  return [...lines.slice(0, -1), last];
}
