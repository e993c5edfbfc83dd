const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** The names inside `{{…}}`, as written, in order, each once. `{{}}` gives `''`. */
export function findPlaceholders(text: string): string[] {
  const names = new Set<string>();
  for (const match of text.match(PLACEHOLDER) ?? []) names.add(match.slice(2, -2).trim());
  return [...names];
}

/** The text with each `{{name}}` replaced by what `textOf` gives for it; once, so a value's own braces stay. */
export function fillPlaceholders(text: string, textOf: (name: string) => string): string {
  return text.replace(PLACEHOLDER, (_, name: string) => textOf(name.trim()));
}
