/** Path of a browser that Playwright can drive, or null. ROWSHOT_BROWSER names one explicitly. */
export function findBrowser(): string | null;

/** Downloads Playwright's browser where there is none. Answers whether there is one now. */
export function ensureBrowser(): boolean;
