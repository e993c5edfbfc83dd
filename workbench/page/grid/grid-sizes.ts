/** Sheets' sizes, in CSS pixels. */
export const ROW_HEIGHT = 21;
export const COLUMN_WIDTH = 100;
export const LINE_HEIGHT = 17;
/** The row numbers' width and the column letters' height. */
export const HEAD_WIDTH = 46;
export const HEAD_HEIGHT = 24;
