import { Exception, host } from './bridge.ts';
import { DataValidationCriteria, validationBuilder } from './data-validation.ts';
import { filterCriteriaBuilder } from './filter.ts';
import { enumValue, guard } from './guard.ts';
import { DeveloperMetadataLocationType, DeveloperMetadataVisibility } from './metadata.ts';
import { internalsOf } from './range-internals.ts';
import { richTextBuilder, textStyleBuilder } from './rich-text.ts';
import { tabIdOf } from './sheet.ts';
import { makeSpreadsheet } from './spreadsheet.ts';
import { makeUi } from './ui.ts';

type Current = {
  readonly getActiveSheet: () => object;
  readonly getActiveRange: () => object | null;
  readonly getSelection: () => object;
  readonly getCurrentCell: () => object;
};

export function makeSpreadsheetApp() {
  const spreadsheet = makeSpreadsheet();
  const current = () => spreadsheet;
  const member = (name: keyof Current) => {
    const found: unknown = Reflect.get(spreadsheet, name);
    if (typeof found !== 'function') throw new Exception(`Spreadsheet.${name} is not implemented in the workbench`);
    return found();
  };
  const openById = (id: string) => {
    if (id === host('workbook', {}).id) return spreadsheet;
    throw new Exception('Only the spreadsheet that the script is bound to can be opened in the workbench.');
  };
  return guard('SpreadsheetApp', {
    getActiveSpreadsheet: current,
    getActive: current,
    openById,
    getActiveSheet: () => member('getActiveSheet'),
    getActiveRange: () => member('getActiveRange'),
    getSelection: () => member('getSelection'),
    getCurrentCell: () => member('getCurrentCell'),
    setActiveSheet: (sheet: unknown) => {
      const tabId = tabIdOf(sheet, 'SpreadsheetApp.setActiveSheet');
      const selection = host('selection', {});
      if (selection.tabId !== tabId) {
        const activeCell = { row: 0, column: 0 };
        host('select', {
          selection: { tabId, ranges: [{ startRow: 0, endRow: 1, startColumn: 0, endColumn: 1 }], activeCell },
        });
      }
      return sheet;
    },
    setActiveRange: (range: unknown) => {
      const { tabId, range: place } = internalsOf(range, 'SpreadsheetApp.setActiveRange');
      const activeCell = { row: place.startRow, column: place.startColumn };
      host('select', { selection: { tabId, ranges: [place], activeCell } });
      return range;
    },
    getUi: () => makeUi(),
    /** Every change is applied at once, so there is nothing to wait for. */
    flush: () => undefined,
    newDataValidation: () => validationBuilder(),
    newRichTextValue: () => richTextBuilder(),
    newTextStyle: () => textStyleBuilder(),
    newFilterCriteria: () => filterCriteriaBuilder(),
    DataValidationCriteria,
    DeveloperMetadataVisibility,
    DeveloperMetadataLocationType,
    WrapStrategy: guard('WrapStrategy', {
      WRAP: enumValue('WRAP'),
      OVERFLOW: enumValue('OVERFLOW'),
      CLIP: enumValue('CLIP'),
    }),
    ProtectionType: guard('ProtectionType', { RANGE: enumValue('RANGE'), SHEET: enumValue('SHEET') }),
    SheetType: guard('SheetType', { GRID: enumValue('GRID'), OBJECT: enumValue('OBJECT') }),
    ValueType: guard('ValueType', { IMAGE: enumValue('IMAGE') }),
    Dimension: guard('Dimension', { ROWS: enumValue('ROWS'), COLUMNS: enumValue('COLUMNS') }),
    BorderStyle: guard('BorderStyle', {
      SOLID: enumValue('SOLID'),
      DASHED: enumValue('DASHED'),
      DOTTED: enumValue('DOTTED'),
    }),
  });
}
