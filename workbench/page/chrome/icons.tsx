/** Line icons of 20 px, drawn with the text's colour. */
const PATHS = {
  undo: 'M7 5 3.5 8.5 7 12M4 8.5h7.5a4 4 0 0 1 0 8H8',
  redo: 'm13 5 3.500 3.500L13 12M16 8.500H8.500a4 4 0 0 0 0 8H12',
  bold: 'M6 4.500h4.700a2.700 2.700 0 0 1 0 5.500H6zM6 10h5.400a2.800 2.800 0 0 1 0 5.600H6z',
  italic: 'M8.500 4.500h6M5.500 15.500h6M11.500 4.500l-3 11',
  wrap: 'M4 5h12M4 10h9.500a2.500 2.500 0 0 1 0 5H10m1.800-2L10 15l1.800 2M4 15h2.500',
  filter: 'M4 5.500h12M6.500 10h7M9 14.500h2',
  more: 'M10 5h.010M10 10h.010M10 15h.010',
  close: 'm5.500 5.500 9 9m0-9-9 9',
  plus: 'M10 4.500v11M4.500 10h11',
  lines: 'M4 5.500h12M4 10h12M4 14.500h12',
  check: 'm4.500 10.500 3.500 3.500 7.500-8',
  chevron: 'm7 8.500 3 3 3-3',
  right: 'm8.500 7 3 3-3 3',
  share: 'M10 12V4m0 0L7 7m3-3 3 3M5 11v4.500h10V11',
  open: 'M8 5H5v10h10v-3m-4-7h4v4m0-4-6.500 6.500',
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The spreadsheet's sign at the top left. */
export function SheetSign() {
  return (
    <svg class="sheet-sign" viewBox="0 0 24 32" aria-hidden="true">
      <path
        fill="#188038"
        d="M2.500 0H16l8 8v21.500a2.500 2.500 0 0 1-2.500 2.500h-19A2.500 2.500 0 0 1 0 29.500v-27A2.500 2.500 0 0 1 2.500 0z"
      />
      <path fill="#0d652d" opacity=".55" d="M16 0l8 8h-6a2 2 0 0 1-2-2z" />
      <path
        fill="#fff"
        d="M5.500 13h13v12.500h-13zm1.800 1.800v2h3.800v-2zm5.600 0v2h3.800v-2zm-5.600 3.800v2h3.800v-2zm5.600 0v2h3.800v-2zm-5.600 3.800v1.300h3.800v-1.300zm5.600 0v1.300h3.800v-1.300z"
        fill-rule="evenodd"
      />
    </svg>
  );
}
