import type { Template } from '../shared/template.ts';
import { type TemplateTableColumn, templateTable } from '../shared/template-table.ts';
import { CATALOGUE, templateById } from '../templates/index.ts';
import { type Cell, emptyTab, type Row, type Tab } from './workbook/model.ts';

/** A picture that lies behind an upload link. */
export interface ExampleUpload {
  readonly title: string;
  readonly url: string;
}

const PREPARED_ROWS = 200;
const WIDTHS: Readonly<Record<string, number>> = {
  prompt: 320,
  product_image_url: 150,
  inspiration_image: 130,
  image_url: 150,
};
/** Pixels: tall enough to recognise a product. */
const PHOTO_ROW_HEIGHT = 60;
const ALIGNED_COLUMNS = 16;
const HEADER: Cell = { bold: true, background: '#e8eef9', numberFormat: { type: 'TEXT' } };

/** What the two scenes and the tools tab say; the products tab says it by its pictures. */
const PROMPTS: readonly Readonly<Record<string, string>>[] = [
  { prompt: 'A quiet harbour at dawn, mist over the water', aspect_ratio: '16:9', num_images: '2' },
  { prompt: 'Autumn sale: everything for the warm season indoors', aspect_ratio: '4:5', num_images: '1' },
  { prompt: 'Small coffee roastery, opening day on Saturday', aspect_ratio: '1:1', num_images: '2' },
];

/** The tabs of the first workbook a person sees: a catalogue whose pictures ship with Rowshot, tools, and prompts. */
export function exampleTabs(products: readonly ExampleUpload[], interior: ExampleUpload): readonly Tab[] {
  const shots = products.map(({ title, url }, index) => {
    const scene = index % 4 === 3;
    return {
      product_name: title,
      product_image_url: url,
      inspiration_image: scene ? interior.url : '',
      request_type: scene ? 'lifestyle' : 'studio',
    };
  });
  const [mug, bottle, chair, tote] = products.map((product) => product.url);
  const tools: readonly Readonly<Record<string, string>>[] = [
    { image_url: mug ?? '', tool: 'remove-background' },
    { image_url: bottle ?? '', tool: 'replace-background', background: 'gradient:#f6d5c2-#c9d7f0' },
    { image_url: chair ?? '', tool: 'smart-crop', aspect_ratio: '4:5' },
    { image_url: tote ?? '', tool: 'watermark', text: 'Rowshot' },
    { image_url: interior.url, tool: 'convert', format: 'webp', quality: '80' },
  ];
  return [
    withPhotos(filledTab(1, 'Products', 'products', shots), products),
    filledTab(2, 'Tools', 'tools', tools),
    filledTab(3, 'Posters', 'generate-basic', PROMPTS),
  ];
}

/** A column of the person's own in front: what each row is about, as a picture. */
function withPhotos(tab: Tab, products: readonly ExampleUpload[]): Tab {
  const photo = (url: string): Cell => ({ formula: `=IMAGE("${url}")`, value: null, image: url });
  return {
    ...tab,
    columns: [{ width: PHOTO_ROW_HEIGHT + 20 }, ...tab.columns],
    rows: tab.rows.map((row, index) => {
      const product = products[index - 1];
      const first = index === 0 ? { ...HEADER, value: 'photo' } : product ? photo(`${product.url}?w=320`) : null;
      const height = product ? { height: PHOTO_ROW_HEIGHT } : {};
      // Beyond the filled columns too: there the results will stand.
      const cells = Array.from({ length: ALIGNED_COLUMNS }, (_, column) => row?.cells[column] ?? null);
      const aligned = cells.map((cell): Cell | null => (product ? { ...cell, verticalAlign: 'middle' } : cell));
      return { ...row, ...height, cells: [first, ...aligned] };
    }),
  };
}

function filledTab(
  id: number,
  title: string,
  templateId: string,
  rows: readonly Readonly<Record<string, string>>[],
): Tab {
  const template: Template | null = templateById(templateId);
  if (template === null) throw new Error(`The template ${templateId} is gone; the example workbook needs it.`);
  // Only the columns that these rows fill: so the columns that Rowshot adds are in sight from the start.
  const columns = templateTable(template, CATALOGUE).columns.filter(({ name }) => rows.some((row) => row[name]));
  const tab = emptyTab(id, title, PREPARED_ROWS, 26);
  tab.frozenRows = 1;
  tab.columns = columns.map(({ name }) => ({ width: WIDTHS[name] ?? Math.max(90, name.length * 8 + 24) }));
  tab.rows = [headerRow(columns)];
  for (let row = 0; row < PREPARED_ROWS - 1; row++) {
    tab.rows.push({ cells: columns.map((column) => bodyCell(column, rows[row]?.[column.name] ?? '')) });
  }
  return tab;
}

function headerRow(columns: readonly TemplateTableColumn[]): Row {
  return { cells: columns.map(({ name, note }) => ({ ...HEADER, value: name, note })) };
}

function bodyCell({ list, strict }: TemplateTableColumn, text: string): Cell {
  return {
    numberFormat: { type: 'TEXT' },
    wrap: 'CLIP',
    ...(text === '' ? {} : { value: text }),
    ...(list === null ? {} : { dropdown: { values: list, strict } }),
  };
}
