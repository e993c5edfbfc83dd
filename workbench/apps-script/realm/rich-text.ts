import type { Cell, CellPatch, TextRun } from '../../workbook/model.ts';
import { Exception } from './bridge.ts';
import { guard } from './guard.ts';

type Style = { readonly bold?: boolean; readonly italic?: boolean; readonly foreground?: string };
type RichText = { readonly text: string; readonly runs: readonly TextRun[] };

const richTexts = new WeakMap<object, RichText>();
const styles = new WeakMap<object, Style>();

function makeTextStyle(style: Style) {
  const self = guard('TextStyle', {
    isBold: () => style.bold ?? null,
    isItalic: () => style.italic ?? null,
    getForegroundColor: () => style.foreground ?? null,
    copy: () => textStyleBuilder(style),
  });
  styles.set(self, style);
  return self;
}

/** SpreadsheetApp.newTextStyle() */
export function textStyleBuilder(start: Style = {}) {
  let style = start;
  const change = (part: Style) => {
    style = { ...style, ...part };
    return self;
  };
  const self = guard('TextStyleBuilder', {
    setBold: (bold: boolean): object => change({ bold }),
    setItalic: (italic: boolean): object => change({ italic }),
    setForegroundColor: (foreground: string): object => change({ foreground }),
    build: () => makeTextStyle(style),
  });
  return self;
}

/** The RichTextValue of a cell. */
export function richTextOfCell(cell: Cell | null, shown: string) {
  const whole: TextRun[] = cell?.link === undefined ? [] : [{ start: 0, link: cell.link }];
  return makeRichText({ text: shown, runs: cell?.runs ?? whole });
}

function makeRichText(rich: RichText) {
  const linkAt = (at: number) => [...rich.runs].reverse().find((run) => run.start <= at)?.link ?? null;
  const self = guard('RichTextValue', {
    getText: () => rich.text,
    getLinkUrl: (from?: number, to?: number): string | null => {
      const start = from ?? 0;
      const end = to ?? Math.max(1, rich.text.length);
      const link = linkAt(start);
      const same = rich.runs.every((run) => run.start <= start || run.start >= end || (run.link ?? null) === link);
      return same ? link : null;
    },
    getRuns: (): object[] => {
      const starts = rich.runs.length === 0 ? [0] : rich.runs.map((run) => run.start);
      if (starts[0] !== 0) starts.unshift(0);
      return starts.map((start, i) => {
        const text = rich.text.slice(start, starts[i + 1]);
        const run = rich.runs.find((one) => one.start === start);
        return makeRichText({ text, runs: run ? [{ ...run, start: 0 }] : [] });
      });
    },
    getTextStyle: () => makeTextStyle(rich.runs[0] ?? {}),
    copy: () => richTextBuilder(rich),
  });
  richTexts.set(self, rich);
  return self;
}

/** SpreadsheetApp.newRichTextValue() */
export function richTextBuilder(start: RichText = { text: '', runs: [] }) {
  let text = start.text;
  let runs: readonly TextRun[] = start.runs;
  const cover = (from: number, to: number, part: Partial<TextRun>) => {
    if (from < 0 || to > text.length || from > to) throw new Exception('Illegal argument.');
    const styleAt = (at: number): TextRun => [...runs].reverse().find((run) => run.start <= at) ?? { start: 0 };
    const edges = [...new Set([0, from, to, ...runs.map((run) => run.start)])].sort((a, b) => a - b);
    runs = edges
      .filter((edge) => edge < text.length)
      .map((edge) => ({ ...styleAt(edge), ...(edge >= from && edge < to ? part : {}), start: edge }));
    return self;
  };
  const self = guard('RichTextValueBuilder', {
    setText: (given: string): object => {
      text = given;
      runs = [];
      return self;
    },
    setLinkUrl: (first: number | string | null, to?: number, url?: string | null): object => {
      if (typeof first !== 'number') return cover(0, text.length, { link: first ?? undefined });
      return cover(first, to ?? text.length, { link: url ?? undefined });
    },
    setTextStyle: (first: unknown, to?: number, style?: unknown): object => {
      const whole = typeof first !== 'number';
      const given = whole ? first : style;
      const found = typeof given === 'object' && given !== null ? styles.get(given) : undefined;
      return cover(whole ? 0 : first, whole ? text.length : (to ?? text.length), found ?? {});
    },
    build: () => makeRichText({ text, runs }),
  });
  return self;
}

/** The change that puts a RichTextValue into a cell. */
export function richTextPatch(value: unknown): CellPatch {
  const rich = typeof value === 'object' && value !== null ? richTexts.get(value) : undefined;
  if (!rich) throw new Exception("The parameters don't match the method signature for Range.setRichTextValue.");
  const [first] = rich.runs;
  const onlyLink =
    rich.runs.length === 1 &&
    first?.start === 0 &&
    Object.keys(first).every((key) => key === 'start' || key === 'link');
  return {
    value: rich.text,
    formula: null,
    image: null,
    link: onlyLink ? (first.link ?? null) : null,
    runs: onlyLink || rich.runs.length === 0 ? null : rich.runs,
  };
}
