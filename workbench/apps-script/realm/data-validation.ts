import type { Dropdown } from '../../workbook/model.ts';
import { Exception, host } from './bridge.ts';
import { enumValue, guard } from './guard.ts';
import { internalsOf } from './range-internals.ts';

const rules = new WeakMap<object, Dropdown>();

export const DataValidationCriteria = guard('DataValidationCriteria', {
  VALUE_IN_LIST: enumValue('VALUE_IN_LIST'),
  VALUE_IN_RANGE: enumValue('VALUE_IN_RANGE'),
});

/** The script's DataValidation object of a dropdown. */
export function makeValidation(rule: Dropdown) {
  const self = guard('DataValidation', {
    getCriteriaType: () => DataValidationCriteria.VALUE_IN_LIST,
    getCriteriaValues: () => [[...rule.values], true],
    getAllowInvalid: () => !rule.strict,
    getHelpText: () => rule.helpText ?? null,
    copy: () => validationBuilder(rule),
  });
  rules.set(self, rule);
  return self;
}

/** SpreadsheetApp.newDataValidation() */
export function validationBuilder(start: Dropdown = { values: [], strict: true }) {
  let rule = start;
  const self = guard('DataValidationBuilder', {
    requireValueInList: (values: readonly unknown[], _showDropdown?: boolean): object => {
      rule = { ...rule, values: values.map(String) };
      return self;
    },
    requireValueInRange: (range: unknown, _showDropdown?: boolean): object => {
      const found = internalsOf(range, 'DataValidationBuilder.requireValueInRange');
      const texts = host('readTexts', { ...found, what: 'display' });
      rule = { ...rule, values: texts.flat().filter((text) => text !== '') };
      return self;
    },
    setAllowInvalid: (allow: boolean): object => {
      rule = { ...rule, strict: !allow };
      return self;
    },
    setHelpText: (helpText: string): object => {
      rule = { ...rule, helpText };
      return self;
    },
    build: () => makeValidation(rule),
  });
  return self;
}

/** The dropdown behind a DataValidation; null takes one away. */
export function dropdownOf(value: unknown): Dropdown | null {
  if (value === null || value === undefined) return null;
  const rule = typeof value === 'object' ? rules.get(value) : undefined;
  if (!rule) throw new Exception("The parameters don't match the method signature for Range.setDataValidation.");
  return rule;
}
