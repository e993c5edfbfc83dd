/** The backend's address in an add-on that was built before its backend had one; replaced when the workbench starts. */
export const PLACEHOLDER_BACKEND = 'https://backend.rowshot.invalid';
